### Words on the pages that respondents see. Plain, warm, exact; US grade 6.
language-name = Español
yes = Sí
no = No
paraphrase = Las frases de aquí son una paráfrasis nuestra, no la redacción oficial.
bland-title = Preguntas
help = Ayuda
help-call = llame al
help-text = mande un mensaje al
help-or-text = o mande un mensaje al
help-danger = Si corre peligro ahora
help-trafficking = Línea Nacional contra la Trata de Personas, de día y de noche, en español y muchos otros idiomas
help-trafficking-to = 233733
help-crisis = Si siente que no puede más, de día y de noche
help-crisis-to = 988 (AYUDA)
help-device = Una llamada o un mensaje puede quedar en la lista de este teléfono.
rehearsal = Esto es un ensayo. Nada de lo que conteste aquí va a contar.
welcome-minutes = { $minutes ->
    [one] Toma más o menos un minuto.
   *[other] Toma más o menos { $minutes } minutos.
}
welcome-free = Usted decide. Puede decir que no, saltar preguntas o parar cuando quiera. Si lo hace, nada cambia para usted.
welcome-free-work = Usted decide. Puede decir que no, saltar preguntas o parar cuando quiera.
welcome-who = Quién pregunta
welcome-why = Para qué
welcome-seen = Quién ve sus respuestas
welcome-sealed = No preguntamos su nombre. No guardamos la dirección de su teléfono ni la hora. Sus respuestas quedan bajo llave en cuanto las manda, y solo el equipo del estudio tiene la llave.
welcome-roster = Su organización fue invitada por su nombre. Anotamos que contestó, y ponemos sus respuestas junto a las que dé en otras rondas. No guardamos la dirección de su aparato ni la hora del día. Sus respuestas quedan cerradas en cuanto las envía, y solo el equipo del estudio tiene la llave.
welcome-until = { $days ->
    [0] Guardamos sus respuestas hasta el { $day }. Después se borran. Los informes que ya salieron se quedan. Solo la ley podría hacer que las guardemos más tiempo.
    [one] Guardamos sus respuestas hasta el { $day }. Después se borran, y las copias de seguridad bajo llave un día más tarde. Los informes que ya salieron se quedan. Solo la ley podría hacer que guardemos sus respuestas más tiempo.
   *[other] Guardamos sus respuestas hasta el { $day }. Después se borran, y las copias de seguridad bajo llave a más tardar { $days } días después. Los informes que ya salieron se quedan. Solo la ley podría hacer que guardemos sus respuestas más tiempo.
}
welcome-held = Habíamos fijado el { $day } como el día hasta el que guardamos las respuestas. Ahora la ley nos pide guardarlas, así que puede ser más tiempo.
welcome-limits = Lo que no podemos prometer
welcome-device = Su teléfono guarda en el historial una línea que dice que abrió esta página. La red que usa puede ver que se visitó este sitio. No podemos protegerle de alguien que mira su pantalla ni de una aplicación espía en este teléfono. Si eso le preocupa, use otro teléfono.
    
    “Salir ya” está arriba en cada página. Abre otra página de inmediato.
welcome-kept = { $hours ->
    [one] Puede tomar un descanso. Lo que contestó se guarda una hora. Hasta entonces, quien tenga este teléfono lo puede abrir. Con “Salir ya” se borra de inmediato.
   *[other] Puede tomar un descanso. Lo que contestó se guarda { $hours } horas. Hasta entonces, quien tenga este teléfono lo puede abrir. Con “Salir ya” se borra de inmediato.
}
welcome-shared = Otras personas también usan este aparato. No guarda nada: cuando usted manda sus respuestas, sale o vuelve a esta página, lo que escribió se borra.
welcome-code = Este teléfono todavía muestra un código para retirar respuestas que usted mandó. Si empieza aquí, ya no lo muestra.
welcome-code-see = Ver el código
welcome-other = Este teléfono tiene respuestas a otras preguntas que no se han mandado. Solo puede hacer una cosa a la vez.
welcome-go-other = Seguir con esas respuestas
welcome-leave-other = Borrarlas y empezar aquí
shared-title = ¿Es usted otra persona?
shared-words = Alguien estuvo aquí antes y no mandó estas respuestas.
shared-next = Borrarlas y empezar de nuevo
welcome-after = ¿Ya contestó antes y quiere retirar sus respuestas?
welcome-begin = Sí, empezar
welcome-begun = Este teléfono tiene respuestas que no se han mandado.
welcome-go-on = Seguir con ellas
welcome-anew = Borrarlas y empezar de nuevo
code-label = Su código
code-hint = Da igual si usa mayúsculas o minúsculas, espacios o guiones.
code-wrong = Ese no es uno de nuestros códigos. Revise cada letra y escríbalo otra vez. No mostramos lo que escribió, para que nadie más lo vea aquí.
code-spent = Este código ya se usó. Cada código sirve para una persona.
once-more = Eso fue muy rápido. Por favor, oprima «Sí, empezar» otra vez.
leave-empty = Deje esto vacío
resume-have = Tengo un código para seguir
resume-label = Código para seguir
resume-button = Seguir
resume-wrong = Ese código no abre nada. Puede ser muy viejo. Revise cada letra y escríbalo otra vez.
resume-ask = Deme un código para seguir después
resume-title = Su código para seguir
resume-words = Escriba este código en la primera página para seguir desde aquí. No muestra lo que ya contestó. Si otra persona tiene el código, podría contestar por usted.
page-of = Página { $number } de { $of }
page-on = Siguiente
page-back = Atrás
page-opened = Hay unas preguntas más en esta página por lo que usted contestó.
part-note = Antes de seguir
part-skip = Saltar esta parte
answer-needed = (hace falta)
text-limit = Hasta { $limit } letras.
text-no-names = Por favor, no escriba nombres ni lugares.
date-month = Mes
date-year = Año
date-choose = Elija
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
ranking-place = { $place ->
    [1] Primero
    [2] Segundo
    [3] Tercero
    [4] Cuarto
    [5] Quinto
   *[other] Número { $place }
}
ranking-none = Nada elegido
repeat-more = Agregar otro
repeat-round = Número { $round }
no-answer-dont_know = No sé
no-answer-prefer_not = Prefiero no decirlo
no-answer-not_applicable = No corresponde a mi caso
problems-title = Revise esto, por favor
problems-kept = Lo que escribió sigue aquí.
review-title = Revise sus respuestas
review-words = Puede cambiar cualquier respuesta. Cuando quiera, mándelas al final de esta página. Después ya no se pueden cambiar.
review-empty = No hay respuestas en esta parte.
review-change = Cambiar
review-send = Mandar mis respuestas
review-code = Un código para retirar sus respuestas
review-code-hint = Si quiere, le mostramos un código en la página siguiente. Con él puede hacer que se borren sus respuestas más tarde. Quien halle el código solo puede borrar; no puede leer.
review-code-want = Sí, quiero un código
mode-question = ¿Cómo contestó?
mode-hint = Puede dejar esto en blanco.
mode-alone = Por mi cuenta
mode-with_help = Alguien me ayudó
mode-phone = Alguien me preguntó por teléfono y escribió por mí
thanks-title = Gracias
thanks-words = Sus respuestas llegaron y están bajo llave.
thanks-close = Ya puede cerrar esta página.
thanks-shared = Por favor, pase este aparato a otra persona. En un minuto vuelve solo al comienzo.
thanks-hard = Si las preguntas fueron difíciles, respire despacio. En “Ayuda”, arriba, hay personas con quienes puede hablar.
thanks-code-title = Su código para retirar sus respuestas
thanks-code-words = Esta página lo muestra por 30 minutos. Si lo anota, guárdelo donde solo usted mire.
next-person = Otra persona
withdraw-title = Retirar sus respuestas
withdraw-words = Escriba el código de la última página. Sus respuestas se borran para siempre. Las copias de seguridad bajo llave hechas antes pueden tenerlas un tiempo más. Los informes que ya salieron no cambian. Pueden tener unas pocas palabras, pero nunca un nombre.
withdraw-code = Su código
withdraw-button = Borrar mis respuestas
withdraw-link = Retirar sus respuestas
withdrawn = Sus respuestas se borraron.
withdrawn-held = Sus respuestas se borraron. Aquí ya nadie puede leerlas ni usarlas. Las copias de seguridad bajo llave hechas antes pueden tenerlas todavía. Por ahora la ley nos pide guardar esas copias.
withdrawn-words = No hace falta nada más. Ya puede cerrar esta página.
withdraw-another = Tengo otro código
withdraw-unknown = No hallamos respuestas con este código. Revise cada letra y escríbalo otra vez. No mostramos lo que escribió, para que nadie más lo vea aquí. Si ya las borró antes, ya no están.
gone-title = No hay nada aquí
gone-words = Abra el enlace que le dieron para empezar. Si acaba de hacerlo y ve esta página, quizás este teléfono no acepta cookies. Entonces use otro teléfono o navegador. También puede ser que las mismas preguntas se empezaron de nuevo en otro teléfono.
gone-go = Ir al comienzo
closed-title = Esta encuesta ya cerró
closed-words = Ya no recibe respuestas. Gracias por querer participar.
early-title = Esta encuesta todavía no está abierta
early-words = Vuelva más tarde, por favor.
unknown-title = No hay nada en esta dirección
unknown-words = Revise la dirección que le dieron y escríbala otra vez.
wrong-host-title = Esta no es la dirección correcta
wrong-host-words = Está en una dirección distinta de la que tienen las preguntas. Abra otra vez el enlace, tal como se lo dieron. Si otra vez llega aquí, dígaselo a quien se lo dio: puede arreglarlo.
wrong-type-title = Eso no funcionó
wrong-type-words = La página mandó algo que no podemos leer. Vuelva atrás y pruebe otra vez. No se perdió nada.
wrong-type-go = Volver a la página
too-much-title = Fue demasiado para una página
too-much-words = Lo que escribió en esta página es más largo de lo que podemos recibir y no se guardó. Escríbalo otra vez, más corto. Sus otras páginas están guardadas.
not-now-title = Ahora no se puede
not-now-words = Algo de nuestro lado no funciona. Si ya había empezado, lo que mandó está guardado. Pruebe otra vez en unos minutos.
not-now-go = Probar otra vez
busy-title = Hay muchas personas aquí ahora
busy-words = Espere un minuto y pruebe otra vez. Quienes ya empezaron pueden seguir.
busy-go = Probar otra vez
send-closed = Esta encuesta cerró mientras usted contestaba, así que sus respuestas no se pueden mandar. Lo sentimos.
paper-consent = Si prefiere no contestar, deje este papel en blanco. Puede saltar cualquier pregunta.
paper-skip = Puede saltar esta parte.
paper-end = Gracias. Por favor, devuelva este papel cerrado, como le dijeron.
paper-choose-all = Marque todas las que correspondan.
paper-order = Escriba 1, 2, 3 … al lado.
paper-only-if = Solo si { $when }
routing-is = es
routing-is-not = no es
routing-and = y
routing-or = o
routing-includes = { $question } incluye { $option }

# Una frase para cada problema: qué está mal y qué hacer. La primera parte la leen las personas que responden:
# sencilla y amable. La segunda parte la leen quienes escriben los cuestionarios.

## Para quienes responden

problem-too-long = Lo que escribió no cabe en este espacio: sobran { $over } { $over ->
        [1] letra
       *[other] letras
    }. Caben { $limit }. Por favor, acórtelo. No se pierde nada de lo que escribió.
problem-odd-characters = No pudimos guardar algunos signos y los quitamos. Por favor, mire lo que escribió y siga.
problem-not-a-number = Escriba aquí un número, como 3 o 12. También puede dejarlo vacío.
problem-not-whole = Escriba aquí un número entero, como 3 o 12.
problem-too-many-decimals = Escriba como máximo { $limit } cifras después del punto.
problem-out-of-range = Escriba un número de { $min } a { $max }.
problem-too-small = Escriba un número de { $min } o más.
problem-too-large = Escriba un número de { $max } o menos.
problem-date-incomplete = Falta una parte de esta fecha. Complete lo que falta o deje todo vacío.
problem-date-wrong = No pudimos leer esta fecha. Por favor, revise el mes y el año.
problem-choose-one = Elija una de las respuestas que ve aquí.
problem-choose-offered = Elija entre las respuestas que ve aquí.
problem-ranked-twice = La misma respuesta está en dos lugares. Use cada respuesta una sola vez.
problem-exclusive-with-others = Una de las respuestas que eligió va sola. Deje solo esa, o deje las otras.
problem-answer-and-missing = Dio una respuesta y también marcó un motivo para no darla. Deje una de las dos cosas.
problem-required = Esta pregunta necesita una respuesta para poder seguir.
problem-check-failed = Parece que esta respuesta no es correcta. Por favor, mírela otra vez.
problem-no-more-rounds = Aquí puede añadir hasta { $limit }, y ya llegó a ese número. Gracias.
problem-forged-field = Con esta página llegó algo que no era parte de ella. Lo dejamos fuera. Por favor, revise sus respuestas y siga.

## Para quienes escriben cuestionarios: la forma del archivo

problem-broken-toml = Esto no se puede leer como TOML: { $message }. Arregle primero esta línea.
problem-format-newer = Este archivo usa el formato { $value } y este programa conoce el formato { $known }. Actualice el programa, o escriba el archivo en el formato { $known }.
problem-format-unknown = No existe el formato { $value }. Escriba format = { $known }.
problem-unknown-field = Aquí no existe el campo «{ $field }». Campos posibles: { $allowed }.
problem-missing-field = Aquí falta el campo «{ $field }». Añádalo.
problem-unknown-word = «{ $value }» no es una de las palabras posibles aquí. Elija una de estas: { $allowed }.
problem-wrong-type = «{ $field }» tiene un valor de otra clase ({ $found }). Escriba { $wanted ->
        [word] un texto entre comillas
        [words] una lista de textos, como ["a", "b"]
        [text] un texto para cada idioma, como {"{"} es = "…" {"}"}
        [whole] un número entero, 0 o más
        [number] un número
        [flag] true o false
        [table] una tabla
        [tables] tablas, como [[section.question]]
       *[lists] listas con nombre, como [[list.agreement]]
    }.

## Nombres

problem-instrument-id-shape = «{ $value }» no puede ser el id de un cuestionario. Use minúsculas, cifras y guiones, y empiece con una letra, como survivor-housing.
problem-id-shape = «{ $value }» no puede ser un id. Use minúsculas, cifras y _, empiece con una letra, 60 como máximo.
problem-id-twice = El id «{ $value }» aparece aquí por segunda vez. Use otro.
problem-code-shape = «{ $value }» no puede ser un código. Use letras, cifras, _ y -, sin espacios, 60 como máximo.
problem-code-twice = El código «{ $value }» está dos veces en esta lista. Dé a cada opción su propio código.
problem-no-languages = No se nombra ningún idioma. Escriba languages = ["es"]; el primero es el idioma en que se escribió.
problem-language-tag = «{ $value }» no es una etiqueta de idioma. Use etiquetas como en, es o zh-Hant.
problem-language-twice = El idioma «{ $value }» se nombra dos veces. Quite uno.
problem-no-sections = No hay ninguna sección. Añada [[section]] con sus preguntas.
problem-section-empty = Esta sección no tiene preguntas ni texto, así que nadie la verá. Añada preguntas o quítela.
problem-no-minutes = Diga cuántos minutos dura, al menos 1: las personas lo leen antes de empezar.
problem-list-unused = Ninguna pregunta usa la lista «{ $value }». Quítela, o revise cómo está escrita donde debería usarse.

## Palabras

problem-missing-translation = «{ $key }» no tiene texto en { $language }. Escríbalo; sin él no se publica en ese idioma.
problem-language-not-offered = «{ $key }» tiene texto en { $language }, que no está entre los idiomas del cuestionario. Añada el idioma o quite el texto.
problem-control-character = «{ $key }» ({ $language }) tiene un carácter de control que no se puede mostrar. Quítelo.
problem-question-without-text = Esta pregunta no tiene texto. Escriba lo que leerán las personas.
problem-reading-grade = «{ $key }» ({ $language }) pide un grado de lectura de { $grade }; la meta es { $target }. Use frases y palabras más cortas.
problem-reading-grade-whole = En conjunto, el texto en { $language } pide un grado de lectura de { $grade }; la meta es { $target }. Use frases y palabras más cortas.
problem-reading-not-measured = El grado de lectura no se mide en { $language }: aquí no hay una fórmula. Pida a alguien que lo lea en voz alta a una persona a quien va dirigido.

## Clases de pregunta y sus campos

problem-field-not-for-kind = «{ $field }» no corresponde a la clase { $kind }. Quítelo. { $allowed ->
        [none] Esta clase no tiene campos propios.
       *[other] Campos de esta clase: { $allowed }.
    }
problem-field-needed = Una pregunta de la clase { $kind } necesita «{ $field }». Añádalo.
problem-nested-repeat = Un grupo repetido no puede estar dentro de otro. Haga dos grupos, o pregunte menos.
problem-no-dont-know = Aquí no hay «no sé». Añada missing = ["dont_know"], a menos que todas las personas puedan decir sí o no.
problem-range-empty = El valor más bajo ({ $min }) es mayor que el más alto ({ $max }). Cámbielos o corrija uno.
problem-zero = «{ $field }» es 0 y no permitiría nada. Escriba 1 o más.
problem-more-places-than-options = Se piden { $places } lugares, pero solo hay { $options } opciones. Pida menos lugares.
problem-decimals-too-many = Se guardan como máximo { $limit } cifras después del punto. Escriba menos.
problem-too-few-elements = Un código de enlace con { $found } elementos confunde a unas personas con otras. Use al menos { $least }, o ninguno para una tarjeta de palabras.
problem-option-and-list = Esta pregunta tiene opciones propias y una lista. Deje una de las dos.
problem-unknown-list = No existe la lista «{ $value }». Listas de este archivo: { $known }.
problem-too-few-options = Aquí hay { $found } opciones; se necesitan al menos dos. Añada opciones o nombre una lista.
problem-exclusive-outside-several = «exclusive» solo tiene sentido donde se pueden elegir varias opciones. Quítelo.
problem-scale-without-scores = Algunas opciones de esta escala no tienen puntos, así que no hay media. Añada score = … a cada una.
problem-band-without-from = El tramo «{ $value }» no dice dónde empieza. Añada from = ….
problem-band-gap = Entre «{ $after }» y «{ $value }» hay valores sin tramo. Haga que «{ $value }» empiece justo después de «{ $after }».
problem-band-overlap = «{ $after }» y «{ $value }» comparten valores, o «{ $after }» no tiene fin. Haga que «{ $value }» empiece justo después de «{ $after }».

## Expresiones

problem-expression-too-long = En { $field }: la expresión tiene más de { $limit } caracteres. Divídala con un valor calculado.
problem-expression-too-deep = En { $field }: la expresión tiene más de { $limit } pasos. Divídala con un valor calculado.
problem-expression-character = En { $field }, carácter { $column }: el signo { $value } no significa nada aquí. Quítelo, o ponga el texto entre comillas.
problem-expression-open-name = En { $field }, carácter { $column }: a este nombre le falta el cierre {"}"}. Añádalo.
problem-expression-name = En { $field }, carácter { $column }: «{ $value }» no puede ser un nombre. Escriba el id de una pregunta, como {"${"}housed{"}"}.
problem-expression-open-quote = En { $field }, carácter { $column }: a este texto le falta la comilla de cierre. Añádala.
problem-expression-number = En { $field }, carácter { $column }: «{ $value }» no es un número.
problem-expression-open-bracket = En { $field }, carácter { $column }: falta cerrar el paréntesis abierto en el carácter { $value }.
problem-expression-ends = En { $field }, carácter { $column }: aquí falta algo. Complete la expresión.
problem-expression-unexpected = En { $field }, carácter { $column }: «{ $value }» no va aquí. ¿Falta un «and», un «or» o una coma?
problem-expression-bare-name = En { $field }, carácter { $column }: «{ $value }» está solo. Escriba {"${"}{ $value }{"}"} para una pregunta, o '{ $value }' para un código.
problem-expression-unknown-function = En { $field }, carácter { $column }: no existe la función { $value }. Existen: { $known }.
problem-expression-refused-function = En { $field }, carácter { $column }: { $value } no está disponible, porque las respuestas no deben llevar la hora, el azar ni la marca de un aparato. Pregunte lo que necesite.
problem-expression-parts = En { $field }, carácter { $column }: { $value } recibió { $found } partes; admite de { $least } a { $most }.
problem-expression-wants-name = En { $field }, carácter { $column }: { $value } pide el nombre de una pregunta, como {"${"}agree{"}"}.
problem-expression-pattern = En { $field }, carácter { $column }: «{ $value }» no es un patrón válido. Revise sus paréntesis.
problem-own-outside-check = «.» es la respuesta misma y solo tiene sentido en una comprobación o un cálculo. Nombre la pregunta.
problem-option-outside-option-if = «option» solo tiene sentido en option_if. Nombre la pregunta.
problem-unknown-reference = No existe la pregunta «{ $value }». { $near ->
        [none] Revise cómo está escrita; una fila de una matriz se escribe {"${"}matrix.row{"}"}.
       *[other] ¿Quiso decir «{ $near }»?
    }
problem-unknown-code = «{ $name }» no tiene ninguna opción con el código «{ $value }». Sus códigos: { $known }.
problem-circle = Estas se esperan unas a otras en círculo: { $value }. Quite una de las condiciones.
problem-refers-later = «{ $value }» se pregunta más tarde, así que nadie la ha respondido todavía. Mueva una de las dos.
problem-never-shown = Ninguna respuesta cumple esta condición, así que nadie verá esto. Corrija la condición o quítela.

## Escalas

problem-scale-without-items = Esta escala no tiene preguntas. Añada sus claves.
problem-item-twice = «{ $value }» está dos veces en la escala. Quite una.
problem-unknown-item = No existe la pregunta o fila «{ $value }». Revise la clave.
problem-item-without-scores = «{ $value }» no tiene puntos, o se pregunta más de una vez. Añada score = … a sus opciones, o quítela de la escala.
problem-reversed-not-item = «{ $value }» está invertida pero no es parte de esta escala. Añádala o quítela.
problem-share-outside = least_answered es { $value }; es una parte entre 0 y 1, como 0.5.

## Cuidado de las personas

problem-required-for-survivors = A las personas sobrevivientes nunca se les exige responder. Quite «required».
problem-identifying = «{ $value }» puede pedir algo que señale a una persona. Pregunte por tramos o por clases, o quite la pregunta.
problem-identifying-marked = Esta pregunta puede señalar a una persona, sola o junto con otras. Póngala al final, hágala amplia, y solo si la va a usar.
problem-never-asked = «{ $value }» pregunta por la historia, los actos o los papeles, que esta encuesta nunca pregunta a sobrevivientes. Quítela.
problem-no-prefer-not = Esta pregunta puede doler. Añada "prefer_not" a sus respuestas posibles.
problem-no-content-note = Esta parte tiene una pregunta que puede doler. Añada content_note, para que se pueda saltar la parte.
problem-missing-acknowledgement = Las palabras de este cuestionario son de alguien y el reconocimiento está vacío. Escríbalo; sin él no se puede publicar.
problem-acknowledgement-changed = El reconocimiento en { $language } debe conservar esto, tal como se entregó: { $value }. Puede escribir más alrededor.
problem-paraphrase-called-official = Aquí dice que la redacción es la oficial, y algunas frases siguen siendo la paráfrasis. Ponga la redacción oficial con un archivo de redacción, o escriba source = "paraphrase".

## Palabras que vuelven, y redacción oficial

problem-word-key = En este cuestionario no existe el texto «{ $key }», así que no se cambió nada. ¿La hoja es de otra versión?
problem-word-language = El cuestionario no se ofrece en { $language }, así que no se cambió nada. Añada antes el idioma.
problem-edition-not-for-this = { $value } no es una edición posterior del inventario de colaboración, o no se conoce la edición { $number }; no se hizo nada.
problem-overlay-broken = No se puede leer la redacción oficial: { $message }. Necesita [items] con un texto para cada número.
problem-overlay-item-missing = Falta el texto oficial de { $value } en { $language }. Póngalos todos; nunca se mezclan con los nuestros.
problem-overlay-unknown-item = La redacción oficial nombra { $value }, y este cuestionario no tiene esa frase. Revise el número.
problem-overlay-language = La redacción oficial tiene texto en { $language }, y este cuestionario no se ofrece en ese idioma. Añada antes el idioma, o quite el texto.
problem-overlay-source = La redacción oficial dice source = «{ $value }». Aquí van las palabras del dueño: escriba source = "official".
problem-overlay-not-for-this = «{ $value }» no tiene frases que pertenezcan a alguien. La redacción oficial es solo para cuestionarios que lo dicen en [wording].

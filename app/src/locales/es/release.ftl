### Palabras de una publicación: su página pública y sus archivos. Las lee gente que no conoce este programa.

release-out-on = Publicado el { $day }. Esta página nunca cambia.
release-replaces = Esta página reemplaza a
release-other-language = En español
release-approved = Aprobado por
release-approved-colleague = una segunda persona de la oficina que preguntó
release-approved-outside = una persona de fuera, invitada por alguien que no había preparado esto
release-approved-outside-of-maker = una persona de fuera, invitada por alguien que preparó esto; nadie más de la oficina lo aprobó
release-approved-outside-of-brought = una persona de fuera, invitada por alguien a quien dejaron entrar quienes prepararon esto, o que los dejó entrar; nadie más de la oficina lo aprobó
release-files = Archivos
release-file-report-docx = Informe para Word (DOCX)
release-file-report-pdf = Informe para imprimir (PDF)
release-file-tables-xlsx = Tablas para hoja de cálculo (XLSX)
release-file-data-csv = Todos los números, uno por línea (CSV)
release-file-dictionary-csv = Qué quiere decir cada nombre de los números (CSV)
release-file-data-json = Todos los números para programas (JSON)
release-file-funder-docx = Qué cambió, en una tabla para Word (DOCX)
release-file-charts = Gráficos como imágenes (SVG)
release-file-chart = Gráfico { $number } como imagen (SVG)

release-themes-title = Lo que dijo la gente
release-quotes-title = En palabras de la gente
release-codes-title = Lo que menciona la gente
release-codes-lead = Los porcentajes son de personas que dijeron algo en sus propias palabras. Las leyeron y codificaron personas, con la versión { $version } del libro de códigos. Cada tema cuenta lo que se codificó directamente con él; lo que se codificó con un tema que está debajo cuenta solo allí.
release-code-more = Más personas lo mencionan.
release-code-fewer = Menos personas lo mencionan.
release-code-same = Lo mencionan más o menos las mismas personas.
release-code-unclear = No hay suficientes respuestas para saberlo.

release-paraphrase = Las preguntas se hicieron en nuestras propias palabras, no en la versión oficial.
release-official = Las preguntas se hicieron en la versión oficial.
release-people = { $wave } (desde { $date }): respondieron { $people } personas.
release-people-of = { $wave } (desde { $date }): respondieron { $people } de { $all } personas ({ $percent } %).
release-people-exceeded = No se dice de cuántas: en algún sitio respondieron más personas de las que constan como invitadas.
release-people-hidden = { $wave } (desde { $date }): no se muestra cuántas personas respondieron.
release-people-in = { $wave }: personas
release-few = Respondieron muy pocas personas para mostrar números o comparar: { $waves }. Lo que dijeron está aquí solo en palabras.
release-kept = No se compara aquí: con la comparación se podrían calcular números pequeños.
release-kept-verdict = Se dice el cambio, pero no qué tan seguro es: con la comparación completa se podrían calcular números pequeños.
release-kept-interval = { $finding } Esto se dice solo por el intervalo del cambio; la comparación completa no se da, porque con ella se podrían calcular números pequeños.
release-chart-empty = Sin gráfico: ninguno de los números que dibujaría se puede mostrar.
release-withheld = Esta tabla no está: nada de ella podría mostrarse sin señalar a personas.
release-table-people = { $about } (cuántas personas respondieron)
release-table-waves = { $about } (por ronda)
release-table-sites = { $about } (por lugar)
release-table-crossed = { $about } (una según la otra)
release-table-linked = { $about } (quiénes respondieron las dos veces)
release-table-moves = { $about } (cómo cambiaron quienes respondieron las dos veces)
release-table-courses = { $about } (de qué respuesta a cuál pasaron las personas)
release-table-mirror = { $about } (varios públicos, uno junto a otro)
release-table-amounts = { $about } (cantidades de las organizaciones)
release-unasked = En los periodos de esta página nadie recibió esta pregunta.
release-hidden-note = Oculto: números de menos de { $smallest } personas, y números con los que esos se podrían calcular.

release-answered = Respondieron
release-mean = Promedio
release-interval = Intervalo del 95 %
release-wave-percent = { $wave }: porcentaje
release-wave-mean = { $wave }: promedio
release-share-of = { $share }: { $questions }
release-change-points = Cambio, en puntos
release-change-score = Cambio, en la escala
release-change-interval-points = Cambio, en puntos: intervalo del 95 %
release-change-interval-score = Cambio, en la escala: intervalo del 95 %
release-says = En una oración
release-changes = Qué cambió: { $after } frente a { $before }
release-by-site = { $question }: por lugar, { $wave }
release-each-question = Pregunta
release-each-wave = Periodo
release-each-site = Lugar
release-each-answer = Respuesta
release-each-code = Tema
release-yes = Sí
release-no = No
release-or = { " " }o{ " " }
release-all = Todos

release-methods-title = Cómo se hizo esto, y qué no puede decir
release-asked = “{ $instrument }” preguntó a { $audience }.
release-asked-survivors = personas que han vivido la trata y a otras personas atendidas
release-asked-professionals = personas que responden desde su trabajo o por una organización
release-asked-community = miembros de la comunidad
release-versions = Se usó más de una versión de las preguntas; las respuestas a otras palabras no se cuentan juntas.
release-week = { $wave }: las respuestas llegaron en la semana { $week }.
release-weeks = { $wave }: las respuestas llegaron de la semana { $first } a la semana { $last }.
release-languages = { $wave }: las personas respondieron en { $languages }; no se nombra un idioma de pocas personas.
release-modes = { $wave }: las personas respondieron { $modes }; no se nombra una forma de pocas personas.
release-mode-alone = por su cuenta
release-mode-with_help = con ayuda de alguien
release-mode-phone = por teléfono con alguien que escribía
release-mode-paper = en papel
release-mode-kiosk = en un aparato compartido
release-method-answered = “Respondieron” cuenta, en cada pregunta, a quienes dieron una respuesta que se puede contar: no a quienes la dejaron en blanco, a quienes no se les preguntó, ni a quienes dijeron que no les corresponde, que no saben o que prefieren no decirlo. Cuántas personas respondieron en una ronda, y qué parte de todas, cuenta a quienes enviaron el cuestionario, dejaran lo que dejaran en blanco.
release-method-upper = El porcentaje de una pregunta con respuestas ordenadas es el de las más altas: las que están por encima de la mitad de la escala.
release-method-intervals = Los intervalos son del 95 %: el de un porcentaje según Wilson, el de una diferencia de dos porcentajes según Newcombe, el de un promedio según Student. Con menos de 10 respuestas no hay ninguno.
release-method-hidden = No se muestran números de menos de { $smallest } personas, tampoco totales, ni números con los que se podrían calcular; los porcentajes, promedios, cambios y gráficos van con ellos. De { $all } números de personas en estas tablas, { $hidden } están ocultos.
release-method-headlines = { $count ->
    [one] De 1 pregunta
   *[other] De { $count } preguntas
  } se muestra por ronda y por lugar un solo porcentaje, el de sus respuestas más altas, y no cuántas personas dieron cada respuesta; así hubo que ocultar menos. Las rondas se comparan por ese porcentaje.
release-headline-note = Se muestra como un solo porcentaje: las demás respuestas van juntas.
release-headline-questions = Se muestra y se compara un solo porcentaje: { $questions }
release-method-withheld = { $withheld ->
    [one] Falta 1 tabla: { $tables }.
   *[other] Faltan { $withheld } tablas: { $tables }.
  }
release-method-attack = Antes de publicar se intentó calcular los números ocultos de personas a partir de todos los números de personas que se muestran { $earlier ->
    [0] aquí, la primera publicación de este estudio
    [one] aquí y en 1 publicación anterior del mismo estudio
   *[other] aquí y en { $earlier } publicaciones anteriores del mismo estudio
  }; no se pudo con ninguno. Quién respondió una pregunta y no otra no se guarda en secreto: donde fueron pocas personas, ese número puede deducirse de cuántas respondieron cada una.
release-test-shares = Los porcentajes de dos periodos se comparan con la prueba exacta de Fisher donde son pequeños y, si no, con una prueba z conjunta sin corrección de continuidad, con el intervalo de Newcombe para la diferencia.
release-test-ranks = Las respuestas con orden se comparan por sus rangos (Mann-Whitney con corrección por empates, exacta donde respondieron pocas personas).
release-test-means = Los promedios se comparan con la prueba t de Welch, con su intervalo.
release-test-mix = Las respuestas sin orden se comparan con una prueba de ji cuadrado, o con una exacta donde respondieron pocas personas.
release-families = Un cambio se llama claro solo si sería raro por azar entre todas las preguntas que se hicieron, no solo las de esta página: { $items ->
    [one] 1 pregunta
   *[other] { $items } preguntas
  } según Benjamini y Hochberg, { $scales ->
    [one] 1 escala
   *[other] { $scales } escalas
  } según Holm, con un nivel del 5 %.
release-margins = “Más o menos igual” se dice donde cualquier cambio es menor que un margen que es el mismo en todos los estudios: 10 puntos de un porcentaje, o 0.3 de una media en una escala de 1 a 5 y en proporción en otras escalas; las respuestas ordenadas de dos periodos deben quedar dentro de ambos. Esto no se ajusta por el número de preguntas.
release-limit-response = Nadie tenía que responder. Quienes no respondieron pueden ver las cosas de otra manera, y ningún intervalo compensa eso.
release-limit-unlinked = Las personas que respondieron pueden ser otras cada vez; aquí no se unen las respuestas de la misma persona.
release-limit-reworded = Algunas preguntas o sus respuestas para escoger cambiaron en el tiempo del que se habla aquí; lo que se respondió antes de ese cambio no se compara.
release-limit-paraphrase = Algunas preguntas son nuestra propia paráfrasis de un instrumento publicado; no se deben comparar con resultados de la versión oficial.
release-limit-few = Donde respondieron muy pocas personas no se muestran números, y no se puede decir nada sobre cambios.
release-limit-codebook = Los temas dependen de quienes leyeron las respuestas y del libro de códigos (versión { $version }); muestran quién mencionó algo, no cuántas personas estarían de acuerdo.
release-limit-quotes = Las citas se escogieron y aprobaron una por una; hablan por sí mismas, no por todos.
release-about-smallest = Número más pequeño que se muestra
release-about-earlier = Publicaciones anteriores de este estudio

report-hidden = oculto
report-nothing = –
report-decimal = .
report-percent = { $value } %
report-of = { $count } de { $base }
report-range = { $low } a { $high }
report-page = Página { $page } de { $pages }
report-about = Sobre esta publicación
report-made-on = Hecho el
report-count = cuántos
report-base = de
report-low = desde
report-high = hasta
report-field-table = la tabla en que está el número
report-field-row = su fila
report-field-column = su columna
report-field-value = el valor; los porcentajes, de 0 a 1
report-field-count = a cuántas personas cuenta un porcentaje
report-field-base = de cuántas personas
report-field-low = extremo inferior de un rango, o del intervalo del 95 % (Wilson) de un porcentaje de diez personas o más
report-field-high = extremo superior de un rango, o de ese intervalo
report-field-hidden = yes (sí) donde hay un valor que no se debe mostrar
report-field-unit = qué es el valor: people (personas), percent (por ciento), points (puntos), score (puntaje), organizations (organizaciones), beds (camas), words (palabras)
report-field-test = la prueba de un cambio en puntos cuya comparación se muestra: fisher, pooled-z, mann-whitney
report-field-p = su valor p por sí solo, sin ajuste; en blanco donde algún número de una de las dos rondas está oculto, porque lo revelaría
language-en = inglés
language-es = español

### Palabras de una publicación: su página pública y sus archivos. Las lee gente que no conoce este programa.

release-out-on = Publicado el { $day }. Esta página nunca cambia.
release-replaces = Esta página reemplaza a
release-other-language = En español
release-approved = Aprobado por
release-approved-colleague = una segunda persona de la oficina que preguntó
release-approved-outside = una persona de fuera, invitada por alguien que no había preparado esto
release-approved-outside-of-maker = una persona de fuera, invitada por alguien que preparó esto; nadie más de la oficina lo aprobó
release-files = Archivos
release-file-report-docx = Informe para Word (DOCX)
release-file-report-pdf = Informe para imprimir (PDF)
release-file-tables-xlsx = Tablas para hoja de cálculo (XLSX)
release-file-data-csv = Todos los números, uno por línea (CSV)
release-file-dictionary-csv = Qué quiere decir cada nombre de los números (CSV)
release-file-data-json = Todos los números para programas (JSON)
release-file-funder-docx = Qué cambió, en una tabla para Word (DOCX)
release-file-chart = Gráfico { $number } como imagen (SVG)

release-themes-title = Lo que dijo la gente
release-quotes-title = En palabras de la gente
release-codes-title = Lo que menciona la gente
release-codes-lead = Los porcentajes son de personas que dijeron algo en sus propias palabras. Las leyeron y codificaron personas, con la versión { $version } del libro de códigos. Cada tema cuenta lo que se codificó directamente con él.
release-code-more = Más personas lo mencionan.
release-code-fewer = Menos personas lo mencionan.
release-code-same = Lo mencionan más o menos las mismas personas.
release-code-unclear = No hay suficientes respuestas para saberlo.

release-paraphrase = Las preguntas se hicieron en nuestras propias palabras, no en la versión oficial.
release-official = Las preguntas se hicieron en la versión oficial.
release-people = { $wave } (desde { $date }): respondieron { $people } personas.
release-people-of = { $wave } (desde { $date }): respondieron { $people } de { $all } personas ({ $percent } %).
release-people-hidden = { $wave } (desde { $date }): no se muestra cuántas personas respondieron.
release-people-in = { $wave }: personas
release-few = Respondieron muy pocas personas para mostrar números o comparar: { $waves }. Lo que dijeron está aquí solo en palabras.
release-kept = No se compara aquí: con la comparación se podrían calcular números pequeños.
release-kept-verdict = Aquí no se dice si cambió claramente: con la comparación se podrían calcular números pequeños.
release-withheld = Esta tabla no está: nada de ella podría mostrarse sin señalar a personas.
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
release-method-hidden = No se muestran números de menos de { $smallest } personas, tampoco totales, ni números con los que se podrían calcular; los porcentajes, promedios, cambios y gráficos van con ellos. De { $all } números de personas en estas tablas, { $hidden } están ocultos.
release-method-withheld = { $withheld ->
    [one] Falta 1 tabla.
   *[other] Faltan { $withheld } tablas.
  }
release-method-attack = Antes de publicar se intentó calcular los números ocultos de personas a partir de todos los números de personas que se muestran aquí y en { $earlier ->
    [0] ninguna publicación anterior
    [one] 1 publicación anterior
   *[other] { $earlier } publicaciones anteriores
  } del mismo estudio; no se pudo con ninguno.
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
  } según Holm, con un nivel del 5 %. Los intervalos son del 95 %.
release-limit-response = Nadie tenía que responder. Quienes no respondieron pueden ver las cosas de otra manera, y ningún intervalo compensa eso.
release-limit-unlinked = Las personas que respondieron pueden ser otras cada vez; aquí no se unen las respuestas de la misma persona.
release-limit-reworded = Algunas preguntas o sus respuestas para escoger cambiaron; lo que se respondió antes de ese cambio no se compara.
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
report-field-low = extremo inferior de un intervalo
report-field-high = extremo superior de un intervalo
report-field-hidden = yes (sí) donde hay un valor que no se debe mostrar
report-field-unit = qué es el valor: people (personas), percent (por ciento), points (puntos), score (puntaje), organizations (organizaciones), beds (camas), words (palabras)

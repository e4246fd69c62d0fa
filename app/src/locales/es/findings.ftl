### Lo que se puede decir de un cambio: oraciones de las publicaciones, y cómo se escriben las cifras.

quoted = “{ $words }”
or-between = { " " }o{ " " }
verdict-hidden = Menos de { $smallest } respuestas: ocultas para proteger a las personas.
verdict-counts-only = Muy pocas para comparar.
verdict-counts = { $later } respuestas en { $after }, { $earlier } en { $before }: una comparación diría más de lo que ellas pueden decir.
verdict-apart-reworded = No se compara: las palabras de la pregunta cambiaron entre { $before } y { $after }.
verdict-apart-options = No se compara: las respuestas para escoger cambiaron entre { $before } y { $after }.
verdict-apart-route = No se compara: en { $after } se preguntó a otras personas que en { $before }.
verdict-apart-meaning = No se compara: la pregunta quiere decir otra cosa desde { $before }.
verdict-apart-new = No se compara: se preguntó en un solo periodo.
verdict-apart-removed = No se compara: ya no se preguntó.
verdict-apart-cosmetic = No se compara.
verdict-small = Claro, pero casi no hay diferencia.
verdict-actual = Todas las personas respondieron las dos veces, así que este es el cambio real.
verdict-borderline = Quizá un cambio: está al borde de lo que se puede saber.
verdict-among-many = Como única pregunta sería claro; entre { $count } preguntas algunas se ven así por azar.
verdict-at-the-edge = La prueba y el intervalo no coinciden: tómelo como un indicio.
verdict-order-edge = La prueba del orden y su propio intervalo (delta de Cliff) no coinciden: tómelo como un indicio.
verdict-by-order = Se juzga por todas las respuestas en su orden, no solo por este porcentaje.
verdict-same = Más o menos igual que en { $before }; si hay un cambio, es menor que { $margin }.
verdict-not-enough = No hay suficientes respuestas para saberlo.
verdict-visible = Con { $earlier } y { $later } respuestas solo se notan con seguridad cambios de unos { $change }.
verdict-untested-equal = Todas las personas dieron la misma respuesta, así que no hay nada que probar.
verdict-untested-empty = En uno de los periodos nadie respondió.
verdict-untested-other = No se pudo probar.
verdict-foremost = La mayor diferencia está en “{ $level }”: { $later } en { $after }, { $earlier } en { $before }.
verdict-values = { $later } en { $after }, { $earlier } en { $before }.
finding-yes-up = Más personas dicen que sí.
finding-yes-down = Menos personas dicen que sí.
finding-ticked-up = Más personas escogieron esto.
finding-ticked-down = Menos personas escogieron esto.
finding-upper-up = Más personas responden { $levels }.
finding-upper-down = Menos personas responden { $levels }.
finding-order-up = Las respuestas subieron.
finding-order-down = Las respuestas bajaron.
finding-mean-up = Más alto que en { $before }.
finding-mean-down = Más bajo que en { $before }.
finding-mix = Las respuestas se reparten de otra manera.
finding-level = Igual que en { $before }.
moved-up-points = Subió { $change ->
    [one] 1 punto
   *[other] { $change } puntos
  }.
moved-down-points = Bajó { $change ->
    [one] 1 punto
   *[other] { $change } puntos
  }.
moved-same-points = Sin cambio en puntos enteros.
moved-up-score = Subió { $change }.
moved-down-score = Bajó { $change }.
moved-same-score = Sin cambio con un decimal.
change-range-points = El cambio real está probablemente entre { $low } y { $high } puntos.
change-range = El cambio real está probablemente entre { $low } y { $high }.
change-could-points = El cambio podría estar en cualquier lugar entre { $low } y { $high } puntos.
change-could = El cambio podría estar en cualquier lugar entre { $low } y { $high }.
amount-points = { $amount ->
    [one] 1 punto
   *[other] { $amount } puntos
  }
amount-score = { $amount }
amount-mean = { $amount } de la media en una escala de { $low } a { $high }
margin-both = { $points } del porcentaje mostrado, y que { $mean }
figure-mean-of = { $mean } ({ $base } personas)
course-finding = En todos los periodos.
distribution-finding = Cómo se reparten las respuestas.
sites-finding = Uno al lado del otro, en el orden de los nombres: no es una clasificación.
headline-yes = Porcentaje de personas que dicen que sí
headline-ticked = Porcentaje de personas que escogieron esto
headline-upper = Porcentaje de personas que responden { $levels }
headline-scale = Promedio de los puntajes de las personas
headline-mean = Promedio
chart-changes-finding = { $clear ->
    [0] Ninguno de { $count } cambió claramente de { $before } a { $after }.
    [one] 1 de { $count } cambió claramente de { $before } a { $after }.
   *[other] { $clear } de { $count } cambiaron claramente de { $before } a { $after }.
  }
chart-changes-untold = Aquí no se da la comparación completa: con ella se podrían calcular números pequeños.
chart-changes-partly = { $clear ->
    [0] De { $count }, de ninguno se dice que cambió claramente de { $before } a { $after }; de { $kept } no se da la comparación completa.
    [one] 1 de { $count } cambió claramente de { $before } a { $after }; de { $kept } no se da la comparación completa.
   *[other] { $clear } de { $count } cambiaron claramente de { $before } a { $after }; de { $kept } no se da la comparación completa.
  }
chart-changes-note = Las flechas grises son cambios que no son claros.
chart-changes-untold-note = Las flechas grises son cambios que no son claros, o cuya comparación completa no se da.
chart-changes-bare-note = Donde no hay flecha, no se dice ningún cambio.
figure-none = –
figure-percent = { $percent } %
figure-percent-of = { $percent } % ({ $count } de { $base })
figure-percents = { $low } a { $high } %
figure-limits = { $low } a { $high }
figure-yes = Sí
figure-no = No
quote-by-nobody = nada
quote-by-group = Una persona en un grupo de conversación o una entrevista
quote-by-survivors = Una persona que respondió
quote-by-professionals = Una persona de una organización o defensora que respondió
quote-by-community = Una persona de la comunidad que respondió

# Palabras de los gráficos: en las páginas del equipo, en las páginas públicas y en las imágenes. Cortas, porque están
# al lado de las barras.

chart-table = Los números en una tabla
chart-hidden = oculto
chart-none = –
chart-percent = { $percent } %
chart-percent-count = { $percent } % ({ $count })
chart-points = { $change } puntos
chart-of = { $count } de { $base }
chart-base = n { $base }
chart-limits = { $low } a { $high }
chart-net = neto { $net }
chart-mean = Promedio
chart-mean-interval = Intervalo del 95 % del promedio
chart-clear = claro
chart-not-clear = no es claro
chart-untold = solo por su intervalo

## Qué quieren decir los signos

chart-hidden-key = oculto para proteger a las personas; su tamaño no dice nada
chart-whisker-key = dónde está probablemente el valor real
chart-band-key = dónde termina probablemente el cambio real
chart-ribbon-key = dónde está probablemente el valor real
chart-not-clear-key = no es claro: no alcanza para saberlo, o sigue más o menos igual
chart-untold-key = comparación completa no se da: revelaría demasiado
chart-reworded-key = preguntado de otra manera desde aquí: no compare lo de antes con lo de después

## Encabezados de columnas

chart-net-head = Acuerdo neto
chart-base-head = Respuestas (n)
chart-linked-head = Respondieron las dos veces (n)
chart-change-head = Cambio
chart-interval-head = Intervalo del 95 %
chart-clear-head = Conclusión
chart-value-head = Valor
chart-date-head = Fecha
chart-reworded-head = Preguntado de otra manera

## Notas

chart-agree-note = Los números en las barras son porcentajes de quienes respondieron dentro de la escala. Neto: quienes están a la derecha menos quienes están a la izquierda.
chart-reworded = ≠{ $mark } { $what }

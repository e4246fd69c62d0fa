# Words of charts: on staff pages, on public pages and in pictures. Short, since they stand beside bars.

chart-table = The numbers as a table
chart-hidden = hidden
chart-none = –
chart-percent = { $percent } %
chart-percent-count = { $percent } % ({ $count })
chart-points = { $change } points
chart-of = { $count } of { $base }
chart-base = n { $base }
chart-limits = { $low } to { $high }
chart-net = net { $net }
chart-mean = Mean
chart-mean-interval = 95 % interval of the mean
chart-clear = clear
chart-not-clear = not clear
chart-untold = by its interval alone

## What signs mean

chart-hidden-key = hidden to protect people; its size says nothing
chart-whisker-key = where the real value probably lies
chart-band-key = where the real change probably ends
chart-ribbon-key = where the real value probably lies
chart-not-clear-key = not clear: not enough to tell, or about the same
chart-untold-key = full comparison not told: it would say too much
chart-reworded-key = asked otherwise from here on: do not compare across

## Heads of columns

chart-net-head = Net agreement
chart-base-head = Answers (n)
chart-linked-head = Answered both times (n)
chart-change-head = Change
chart-interval-head = 95 % interval
chart-clear-head = Verdict
chart-value-head = Value
chart-date-head = Date
chart-reworded-head = Asked otherwise

## Notes

chart-agree-note = Numbers in the bars are percents of those who gave an answer on the scale. Net: those at the right less those at the left.
chart-reworded = ≠{ $mark } { $what }

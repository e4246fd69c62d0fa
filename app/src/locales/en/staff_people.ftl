### Signing in, people, keys, studies, settings.
problems-heading = There is something to mend

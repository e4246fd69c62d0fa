### Words that every page shares.
leave = Salir ya
skip-to-content = Ir al contenido
nav-overview = Resumen
nav-instruments = Cuestionarios
nav-collections = Rondas y enlaces
nav-results = Resultados
nav-people = Personas
nav-settings = Ajustes
nav-unlocked = Abierto
nav-locked = Cerrado
nav-sign-out = Cerrar sesión

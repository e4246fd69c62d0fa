### Invitaciones, recordatorios y carteles. Los que son para sobrevivientes no dicen nada a quien mire por encima del hombro.
invitation-subject-survivors = Unas preguntas
invitation-survivors =
    Hola:

    Si quiere, aquí hay unas preguntas:
    { $address }

    Toma unos { $minutes } minutos. Usted decide. Puede saltarse cualquier pregunta y puede parar cuando quiera. Nadie le pide su nombre.

    Es mejor un momento tranquilo y a solas. Si prefiere no hacerlo, no tiene que hacer nada.
reminder-survivors =
    Hola:

    { $closes ->
        [none] Las preguntas siguen aquí:
       *[other] Las preguntas siguen aquí hasta el { $closes }:
    }
    { $address }

    Toma unos { $minutes } minutos. Usted decide. Si ya contestó, o si prefiere no hacerlo, no tiene que hacer nada.
invitation-subject-professionals = { $title }: le pedimos sus respuestas
invitation-professionals =
    Hola:

    Le pedimos que participe en «{ $title }». Toma unos { $minutes } minutos:
    { $address }

    La primera página dice quién pregunta, para qué y quién ve qué. Puede saltarse cualquier pregunta. Por favor, conteste con lo que sabe, sin detalles de ningún cliente.

    { $closes ->
        [none] Gracias.
       *[other] Por favor, conteste a más tardar el { $closes }. Gracias.
    }
reminder-professionals =
    Hola:

    { $closes ->
        [none] «{ $title }» sigue abierto.
       *[other] «{ $title }» está abierto hasta el { $closes }.
    } Si ya contestó, gracias; no haga caso de este mensaje. Como no anotamos quién contesta, este recordatorio va a todas las personas.

    Toma unos { $minutes } minutos:
    { $address }
invitation-subject-community = { $title }
invitation-community =
    Hola:

    Queremos saber qué piensa usted. «{ $title }» toma unos { $minutes } minutos:
    { $address }

    La primera página dice quién pregunta y para qué. Puede saltarse cualquier pregunta. No pedimos su nombre.

    { $closes ->
        [none] Gracias.
       *[other] Está abierto hasta el { $closes }. Gracias.
    }
reminder-community =
    Hola:

    { $closes ->
        [none] «{ $title }» sigue abierto.
       *[other] «{ $title }» está abierto hasta el { $closes }.
    } Si ya contestó, gracias. Si no, aquí está; toma unos { $minutes } minutos:
    { $address }
invitation-code = Se le pedirá un código. Cada persona recibe un papelito con un código.
invitation-shared = Se le pedirá un código. Es el mismo para todas las personas invitadas; se lo dice quien le invita.
day-written = { $day } de { $month } de { $year }
poster-bland = Unas preguntas
poster-scan = Apunte la cámara de su teléfono al cuadrado, o escriba esta dirección:
poster-minutes = Unos { $minutes } minutos. Usted decide. Puede saltarse cualquier pregunta.
poster-code = Se le pedirá un código. Está en un papelito: por favor, tome uno.
poster-shared = Se le pedirá un código. Quien le invitó se lo puede decir.
codes-slip = Abra { $address } y escriba:
card-heading = Su tarjeta
card-keep = Guarde esta tarjeta.
card-next = La próxima vez, escriba las mismas palabras, sin acentos.
card-who = No dice quién es usted.

### Words that every page shares.
leave = Leave now
skip-to-content = Skip to the page
nav-overview = Overview
nav-instruments = Instruments
nav-collections = Waves and links
nav-results = Results
nav-people = People
nav-settings = Settings
nav-unlocked = Unlocked
nav-locked = Locked
nav-sign-out = Sign out

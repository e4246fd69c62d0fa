//! An unlocked study in memory: decrypted answers as columns, nothing in clear on disk.

//! What comes in and goes out: CSV, spreadsheets, DOCX.

"""When did anything change that a public page shows? Database triggers write it down, whoever the writer is."""

"""What follows an event, one module per thing that is told or done. Every module here is found by itself."""

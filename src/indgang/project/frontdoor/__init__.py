"""The front door: the commands behind `./indgang`. No Django here until a command needs it."""

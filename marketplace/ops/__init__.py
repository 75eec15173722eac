"""What operators need: health addresses, a doctor, the checks of a deployment."""

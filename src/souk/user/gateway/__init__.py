"""What the user service needs that is slow, secret or shared: password hashing, signing, counting failures."""

"""What runs Souk on other machines than this one."""

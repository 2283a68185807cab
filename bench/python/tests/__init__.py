"""What can be tested of the driver without measuring anything: python3 -m unittest discover -s bench/python/tests -t bench/python."""

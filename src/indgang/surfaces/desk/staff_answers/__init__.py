"""One question to those who meet citizens, once a quarter: how easy is it to help?"""

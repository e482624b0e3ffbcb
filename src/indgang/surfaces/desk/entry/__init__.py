"""The way without a screen: a clerk writes an application in for somebody who asks for it."""

"""The health insurance register: doctors who take patients, and whose patient somebody is."""

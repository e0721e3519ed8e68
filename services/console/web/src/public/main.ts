// Pages for the public stand without this; what is added here is a convenience.
document.documentElement.dataset['enriched'] = 'true';

"""Dutch dates as people write them: `maandag 2 november 2015, 19.45 uur`."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "G.i"
DATETIME_FORMAT = r"l j F Y, G.i \u\u\r"
SHORT_DATE_FORMAT = "j-n-Y"
SHORT_DATETIME_FORMAT = r"j-n-Y, G.i \u\u\r"
MONTH_DAY_FORMAT = "j F"
YEAR_MONTH_FORMAT = "F Y"

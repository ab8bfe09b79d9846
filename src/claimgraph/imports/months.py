"""Names of months and weekdays, in the languages that dates are most often written in."""

from __future__ import annotations

__all__ = ["MONTHS", "WEEKDAYS"]

# English, German, French, Spanish; one line a month, short forms included, without accents and points; but for mar, the Tuesday, which is March, too.
_MONTHS = """
january jan januar janner jenner janvier janv enero ene
february feb februar feber fevrier fevr fev febrero
march mar marz mrz maerz mars marzo
april apr avril avr abril abr
may mai mayo
june jun juni juin junio
july jul juli juillet juil julio
august aug aout aou agosto ago
september sept sep septembre septiembre setiembre
october oct oktober okt octobre octubre
november nov novembre noviembre
december dec dezember dez decembre diciembre dic
"""
_WEEKDAYS = """
monday mon montag mo lundi lun lunes
tuesday tue tues dienstag di mardi martes
wednesday wed mittwoch mi mercredi mer miercoles mie
thursday thu thur thurs donnerstag do jeudi jeu jueves jue
friday fri freitag fr vendredi ven viernes vie
saturday sat samstag sonnabend sa samedi sam sabado sab
sunday sun sonntag so dimanche dim domingo dom
"""

#: Name -> number, January being 1; names are lower-case and have no accents.
MONTHS = {name: number for number, line in enumerate(_MONTHS.split("\n")[1:-1], 1) for name in line.split()}
#: Name -> number, Monday being 0.
WEEKDAYS = {name: number for number, line in enumerate(_WEEKDAYS.split("\n")[1:-1]) for name in line.split()}

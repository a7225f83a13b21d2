"""What an event tells beside its timetable: partners, themes, goals, cases, news, photos, …"""

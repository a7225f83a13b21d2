"""Who has no family name stands in lists under the name they have, and who has none is told apart."""

from django.db import migrations

from festival.names import sort_name

AT_ONCE = 1000


def sort_anew(apps, schema_editor):
    people = apps.get_model("registrations", "Registration").objects.using(
        schema_editor.connection.alias
    )
    changed = []
    for person in people.filter(family_name="").iterator(AT_ONCE):
        name = sort_name(person.given_name, person.infix, "")
        if person.sort_name != name:
            person.sort_name = name
            changed.append(person)
    people.bulk_update(changed, ["sort_name"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0014_seats_added_at_the_door"),
    ]

    operations = [
        migrations.RunPython(sort_anew, migrations.RunPython.noop, elidable=True),
    ]

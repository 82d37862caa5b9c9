"""Jira Service Management: clocks that count down, named months, local headers."""

from __future__ import annotations

from datetime import datetime

from tests.systems.cases import Case, cases, csv_of, local

ZONE = "Europe/Madrid"
HEADER = (
    *("Summary", "Issue key", "Issue id", "Issue Type", "Status", "Project key"),
    *("Project name", "Priority", "Resolution", "Assignee", "Reporter", "Created"),
    *("Updated", "Resolved", "Due date", "Custom field (Request Type)"),
    *("Satisfaction rating", "Custom field (Time to first response)"),
    *("Custom field (Time to resolution)",),
    "Custom field ([CHART] Date of First Response)",
)
_LOCAL = {
    "es": (
        *("Resumen", "Clave de incidencia", "ID de la incidencia"),
        *("Tipo de incidencia", "Estado", "Clave del proyecto", "Nombre del proyecto"),
        *("Prioridad", "Resolución", "Persona asignada", "Informador", "Creada"),
        *("Actualizada", "Resuelta", "Fecha de vencimiento"),
        *("Campo personalizado (Request Type)", "Calificación de satisfacción"),
        "Campo personalizado (Tiempo hasta la primera respuesta)",
        "Campo personalizado (Tiempo hasta la resolución)",
        "Campo personalizado ([CHART] Date of First Response)",
    ),
    "fr": (
        *("Résumé", "Clé de ticket", "ID de ticket", "Type de ticket", "État"),
        *("Clé de projet", "Nom du projet", "Priorité", "Résolution"),
        *("Personne assignée", "Rapporteur", "Création", "Mise à jour", "Résolue"),
        *("Date d'échéance", "Champ personnalisé (Request Type)"),
        "Évaluation de la satisfaction",
        "Champ personnalisé (Temps avant la première réponse)",
        "Champ personnalisé (Temps avant la résolution)",
        "Champ personnalisé ([CHART] Date of First Response)",
    ),
    "de": (
        *("Zusammenfassung", "Vorgangsschlüssel", "Vorgangs-ID", "Vorgangstyp"),
        *("Status", "Projektschlüssel", "Projektname", "Priorität", "Lösung"),
        *("Zugewiesene Person", "Autor", "Erstellt", "Aktualisiert", "Erledigt"),
        *("Fälligkeitsdatum", "Benutzerdefiniertes Feld (Request Type)"),
        "Zufriedenheitsbewertung",
        "Benutzerdefiniertes Feld (Zeit bis zur ersten Antwort)",
        "Benutzerdefiniertes Feld (Zeit bis zur Lösung)",
        "Benutzerdefiniertes Feld ([CHART] Date of First Response)",
    ),
}
HEADERS = {"en": HEADER, **_LOCAL}
_MONTHS = {
    "es": [
        "ene",
        "feb",
        "mar",
        "abr",
        "may",
        "jun",
        "jul",
        "ago",
        "sep",
        "oct",
        "nov",
        "dic",
    ],
    "fr": [
        "janv.",
        "févr.",
        "mars",
        "avr.",
        "mai",
        "juin",
        "juil.",
        "août",
        "sept.",
        "oct.",
        "nov.",
        "déc.",
    ],
    "de": [
        "Jan",
        "Feb",
        "Mär",
        "Apr",
        "Mai",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Okt",
        "Nov",
        "Dez",
    ],
}


def key(case: Case) -> str:
    return f"HELP-{case.number}"


def text(made: list[Case] | None = None, *, language: str = "en") -> str:
    """Write the export, its headers and months in a language."""
    rows = [_row(case, language) for case in made or cases()]
    return csv_of(HEADERS[language], rows)


def expected(case: Case) -> dict[str, object]:
    """Say what the log must hold: durations come from the times alone."""
    return {
        "opened_at": case.opened,
        "first_response_at": case.answered,
        "resolved_at": case.resolved,
        "first_response_time": None,
        "resolution_time": None,
        "sla_response_met": None if not case.answered else case.number % 3 != 0,
        "sla_resolution_met": None if not case.resolved else case.number % 4 != 0,
        "agent": case.agent,
        "category": "Service request",
        "score": float(case.rating) if case.rating else None,
        "stage": "support",
    }


def _row(case: Case, language: str) -> list[object]:
    days = [_at(t, language) for t in (case.opened, case.updated, case.resolved)]
    opened, updated, resolved = days
    return [
        *("Lamp", key(case), case.number, "Service request"),
        *("Done" if case.resolved else "Waiting", "HELP", "Help", "Medium"),
        *("Done" if case.resolved else "", case.agent, "Caller", opened, updated),
        *(resolved, "", "Fix a lamp", case.rating or ""),
        "-0:35" if case.number % 3 == 0 and case.answered else "1:20",
        "-12:05" if case.number % 4 == 0 and case.resolved else "30:10",
        _at(case.answered, language),
    ]


def _at(time: datetime | None, language: str) -> str:
    if time is None:
        return ""
    if language == "en":
        return local(time, ZONE, "%d/%b/%y %I:%M %p")
    month = _MONTHS[language][int(local(time, ZONE, "%m")) - 1]
    return local(time, ZONE, f"%d/{month}/%y %H:%M")

/** La fin d’une crise. */
export default {
    "closing.title": "Fin de la crise",
    "closing.tasks_one": "{{count}} tâche est encore ouverte",
    "closing.tasks_many": "{{count}} de tâches sont encore ouvertes",
    "closing.tasks_other": "{{count}} tâches sont encore ouvertes",
    "closing.noTasks": "Aucune tâche n’est ouverte.",
    "closing.rooms": "Toutes ses salles sont closes\u202f: {{names}}.",
    "closing.readable": "Les salles et le journal restent lisibles pour qui pouvait les lire.",
    "closing.keys": "Les clés sont renouvelées sur chaque appareil\u202f: la suite est écrite sous d’autres.",
    "closing.final": "Elle ne peut être rouverte\u202f; une nouvelle crise reçoit de nouvelles salles.",
    "closing.archive": "Écrire d’abord l’archive après action",
    "closing.files": "Avec les fichiers envoyés",
    "closing.state": "État final\u202f: le dernier point du journal",
    "closing.submit": "Mettre fin à la crise",
} as const;

/** Who left another agency and is still in rooms here (packages/provisioning/SPEC.md 4.6). */
export default {
    "admin.leavers.asked": "Demandé par des partenaires",
    "admin.leavers.asked.text":
        "Ces comptes sont clos, dit leur propre agence, et se trouvent encore dans des salons de ce serveur. Personne n’est retiré sans vous.",
    "admin.leavers.asked.none": "Aucune personne partie d’un partenaire n’est dans un salon d’ici",
    "admin.leavers.noTrustRoom":
        "Cette agence n’a pas de salon de confiance : elle ne peut ni demander aux partenaires ni être sollicitée. Nommez-en un sous trust dans le manifeste.",
    "admin.leavers.since": "Depuis",
    "admin.leavers.rooms": "Encore dans",
    "admin.leavers.cannot": "personne ici ne peut l’en retirer",
    "admin.leavers.remove": "Retirer…",
    "admin.leavers.remove.name": "Retirer {{name}} des salons d’ici",
    "admin.leavers.remove.submit": "Retirer de ces salons",
    "admin.leavers.ask": "Retirer {{name}} des salons d’ici ?",
    "admin.leavers.why":
        "Sa propre agence a clos le compte. Le partenaire est informé dès qu’il n’est plus dans aucun salon d’ici.",
    "admin.leavers.done_one": "{{name}} est hors de {{count}} salon.",
    "admin.leavers.done_many": "{{name}} est hors de {{count}} salons.",
    "admin.leavers.done_other": "{{name}} est hors de {{count}} salons.",
    "admin.leavers.manifestNote":
        "Si votre manifeste le nomme, retirez-l’en : le plan suivant le retire alors des listes.",
    "admin.leavers.notAsked": "L’agence de {{name}} ne dit plus que le compte est clos. Rien n’a été retiré.",
    "admin.leavers.own": "Demandé aux partenaires",
    "admin.leavers.own.text":
        "Personnes parties d’ici. Un partenaire répond quand son administration a regardé et que personne ne reste dans un salon de là-bas.",
    "admin.leavers.own.none": "Personne n’est parti.",
    "admin.leavers.cleared": "Hors de tous les salons de",
    "admin.leavers.open": "Pas encore de réponse",
    "admin.leavers.all": "tous ont répondu",
} as const;

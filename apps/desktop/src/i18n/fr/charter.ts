/** Changing a room's charter, and letting somebody in for a while. */
export default {
    "charter.title.any": "La charte du salon",
    "charter.title": "Qui peut lire {{name}}",
    "charter.none": "Ce salon ne porte pas de mention : il n’a pas de charte, et chaque membre lit.",
    "charter.label.hint": "Qui a reçu un message le garde ; un changement vaut pour ce qui est envoyé ensuite.",
    "charter.notMine":
        "Ce changement demande une habilitation avec le droit de signer des chartes. Vous pouvez voir ce qu’il produirait.",
    "charter.notPossible": "La politique n’admet pas ce niveau avec ces valeurs.",
    "charter.one": "Votre seule signature suffit : personne de nouveau ne pourra lire.",
    "charter.two": "Davantage de personnes pourraient lire : deux responsables doivent signer.",
    "charter.two.how":
        "Vous signez maintenant et enregistrez le fichier. Un second responsable qui peut abaisser une mention l’ouvre par « Signer ou déposer… » et signe dans les deux minutes ; l’un de vous le met ensuite en vigueur.",
    "charter.two.notMine":
        "Vous n’avez pas le droit d’abaisser une mention. Adressez-vous à deux responsables qui l’ont.",
    "charter.sign": "Signer et mettre en vigueur",
    "charter.sign.first": "Signer en premier sur deux…",
    "charter.others": "Signer ou déposer ce qu’un autre a préparé…",
    "charter.summary": "{{name}} : la mention du salon devient {{text}}",
    "charter.done": "En vigueur : {{text}}",
    "charter.now": "Tel qu’il est maintenant",
    "charter.audience": "Si ceci est mis en vigueur",
    "charter.loses": "Ne liront plus",
    "charter.gains": "Pourraient lire dès lors",
    "charter.mustShow": "Doivent d’abord montrer une habilitation",
    "charter.willNot": "Ne liront toujours pas",
    "charter.stays": "Continuent de lire",
    "charter.mustShow.person": "Lit une fois {{text}} montré",
    "charter.glassEnds": "Avait été admis pour un temps sous la charte actuelle : cela prend fin",
    "charter.note":
        "Peuvent être dans le salon : {{agencies}}. Seul compte ce qui a été montré ici ; rien n’est supposé de qui ne l’a pas montré.",
    "letIn.title.any": "Admettre quelqu’un",
    "letIn.title": "Admettre quelqu’un dans {{name}} pour un temps",
    "letIn.warning": "Ceci écarte le contrôle d’habilitation pour une personne.",
    "letIn.warning.text":
        "Deux responsables le signent, pour un motif que tout le salon voit. Jusqu’au terme, cette personne lit tout ce qui est envoyé sous {{text}}, et chacun de ses messages le signale. Ce qu’elle a lu ne peut être repris.",
    "letIn.notMine":
        "Ceci demande une habilitation avec le droit d’accès d’urgence. Adressez-vous à deux responsables qui l’ont.",
    "letIn.who": "Qui",
    "letIn.other": "Quelqu’un d’autre",
    "letIn.address": "Adresse",
    "letIn.address.hint":
        "Par exemple @nom:agence.example. Invitez cette personne dans le salon une fois l’accès en vigueur.",
    "letIn.reason": "Motif, pour tout le salon et pour le registre",
    "letIn.howLong": "Pour combien de temps",
    "letIn.hours_one": "{{count}} heure",
    "letIn.hours_many": "{{count}} d’heures",
    "letIn.hours_other": "{{count}} heures",
    "letIn.summary": "Admettre {{user}} dans {{room}} pour {{time}} : {{reason}}",
} as const;

/** Codes of a message’s label and verdict (`MESSAGE_CODES`): what is so, and what to do next. */
export default {
    "label.code.LBL_ABOVE_ROOM":
        "Cette mention dépasse celle du salon : certains de ses lecteurs ne peuvent pas lire ce message.",
    "label.code.LBL_ABOVE_CLEARANCE": "Cette mention dépasse votre propre habilitation.",
    "label.code.LBL_ABOVE_CEILING": "Cette mention dépasse le plafond fixé pour ce salon ou cette installation.",
    "label.code.LBL_NO_CLEARANCE":
        "Vous n’avez pas d’habilitation valable en ce moment : rien ne peut être envoyé dans ce salon.",
    "label.code.LBL_LOWERED": "Une modification ne peut pas abaisser la mention de ce qu’elle remplace.",
    "label.code.LBL_BELOW_QUOTE": "Cette mention est inférieure à celle du message cité.",
    "label.code.LBL_UNKNOWN": "Cette mention n’appartient à aucune politique connue.",
    "label.code.LBL_ROOM_UNLABELLED": "Ce salon n’a pas de mention : rien de marqué ne peut y aller.",
    "label.code.LBL_NOT_READABLE": "Un message refusé ou illisible ici ne peut pas être transféré.",
    "label.code.VRD-CHECKING": "L’habilitation de l’expéditeur est encore en cours de vérification.",
    "label.code.VRD-LABEL-MISSING": "Il est arrivé sans mention et compte comme la plus haute du salon.",
    "label.code.VRD-LABEL-UNKNOWN": "Sa mention est illisible ici ; il compte comme la plus haute du salon.",
    "label.code.VRD-LABEL-OUTSIDE":
        "Une seconde mention se trouvait hors du chiffrement. Seule celle de l’intérieur compte.",
    "label.code.VRD-EDIT-LOWERED":
        "Une modification avec une mention plus basse a été écartée. Voici le message tel qu’il était.",
    "label.code.VRD-BREAK-GLASS":
        "Deux officiers avaient admis son auteur pour un temps, sans habilitation pour ce salon.",
    "label.code.VRD-DEVICE-DELETED": "L’appareil d’où il vient n’est plus connu.",
    "label.code.VRD-FROM-BACKUP": "Sa clé vient de votre sauvegarde ; son appareil ne peut pas être confirmé.",
    "label.code.VRD-SENDER-LEFT": "L’expéditeur n’est plus dans ce salon.",
    "label.code.VRD-CLEARTEXT": "Il est arrivé en clair dans un salon chiffré.",
    "label.code.VRD-DEVICE-UNSIGNED": "Il vient d’un appareil que son propriétaire n’a pas confirmé.",
    "label.code.VRD-IDENTITY-CHANGED": "L’identité de l’expéditeur a changé.",
    "label.code.VRD-SENDER-MISMATCH": "Il est attribué à un autre expéditeur que son auteur.",
    "label.code.VRD-ROOM-MISMATCH": "Il a été écrit pour un autre salon.",
    "label.code.VRD-RELATION": "Ce à quoi il se rapporte a été modifié en chemin.",
    "label.code.VRD-LABEL-ABOVE-ROOM": "Sa mention dépasse celle de ce salon.",
    "label.next.choose-lower": "Choisissez une mention plus basse.",
    "label.next.choose-higher": "Gardez la mention, ou choisissez-en une plus haute.",
    "label.next.ask-security-officer": "Adressez-vous à votre officier de sécurité : Réglages, Habilitation.",
    "label.next.ask-sender": "Interrogez l’expéditeur par une autre voie.",
    "label.next.choose-another-room": "Choisissez un salon qui a une mention.",
    "label.next.wait": "La décision se prend d’elle-même dans un instant.",
    "label.next.report": "Donnez le code à votre officier de sécurité.",
    "label.next.none": "Il n’y a rien à faire.",
};

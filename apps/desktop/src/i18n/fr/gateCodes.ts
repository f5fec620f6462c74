/** Codes of trust data, one’s own clearance and a room’s gate (`GATE_CODES`): what is so, and what to do next. */
export default {
    "gate.code.TRUST_NONE":
        "Aucune communauté d’habilitations n’est configurée ici : aucun salon ne peut porter de mention.",
    "gate.code.TRUST_MISSING":
        "Les données de confiance de la communauté ne sont pas encore arrivées sur cet appareil.",
    "gate.code.DESK_NO_OFFICER": "Aucun officier de sécurité n’est configuré ici pour recevoir une demande.",
    "gate.code.HOLDER_NO_MASTER_KEY":
        "La clé de votre identité n’est pas sur cet appareil : il ne peut ni présenter votre habilitation ni signer.",
    "gate.code.HOLDER_NOT_NEWER": "L’habilitation que vous détenez est plus récente que celle-ci.",
    "gate.code.GATE_HISTORY": "L’historique de ce salon est ouvert à d’autres que ses membres : rien n’est envoyé.",
    "gate.code.GATE_STORE": "Ce que cet appareil retient du salon est illisible : rien n’est envoyé.",
    "gate.code.GATE_NAME_CLEAR": "Un nom arrivé sans chiffrement a été écarté.",
    "gate.code.GATE_AGENCY": "Cette personne n’appartient à aucune des administrations du salon.",
    "gate.code.GATE_NO_IDENTITY": "Cette personne n’a pas encore créé son identité : nul ne peut l’admettre.",
    "gate.next.ask-administrator": "Adressez-vous à votre administrateur.",
    "gate.next.get-trust-data":
        "Elles arrivent d’elles-mêmes dès que votre serveur répond ; sinon, adressez-vous à votre administrateur.",
    "gate.next.recover-identity":
        "Saisissez votre code de récupération, ou confirmez cet appareil depuis un autre des vôtres.",
    "gate.next.choose-others": "Renoncez à cette personne, ou adressez-vous à son administration.",
    "gate.next.report": "Donnez le code à votre officier de sécurité.",
    "gate.next.none": "Il n’y a rien à faire.",
};

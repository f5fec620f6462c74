/** La place de l’administrateur. */
export default {
    "admin.code.ADMIN_NOT_ATTESTED": "Vous ne détenez aucune habilitation en vigueur avec le rôle d’administrateur.",
    "admin.code.ADMIN_NOT_CONFIGURED": "Ce poste n’est pas réglé pour atteindre l’administration de votre serveur.",
    "admin.code.ADMIN_NOT_SERVER_ADMIN": "Le serveur ne compte pas votre compte parmi ses administrateurs.",
    "admin.code.ADMIN_OTHER_AGENCY": "Le manifeste ne nomme aucune agence ayant votre serveur.",
    "admin.code.ADMIN_NO_MANIFEST": "Aucun manifeste n’est ouvert, ou ses fichiers ne sont plus lisibles.",
    "admin.code.ADMIN_SIGNATURES": "Le fichier signatures.json du dossier n’est pas celui que rendent les officiers.",
    "admin.code.ADMIN_BUSY": "Une application est déjà en cours ici.",
    "admin.next.ADMIN_NOT_ATTESTED": "Demandez à votre officier de sécurité.",
    "admin.next.ADMIN_NOT_CONFIGURED":
        "Faites inscrire l’adresse de l’API d’administration dans la configuration de ce poste.",
    "admin.next.ADMIN_NOT_SERVER_ADMIN": "Demandez à un autre administrateur d’y inscrire votre compte.",
    "admin.next.ADMIN_OTHER_AGENCY": "Ouvrez le manifeste de votre propre agence.",
    "admin.next.ADMIN_NO_MANIFEST": "Choisissez de nouveau le dossier du manifeste.",
    "admin.next.ADMIN_SIGNATURES": "Mettez dans le dossier le fichier rendu par les officiers, ou retirez-le.",
    "admin.next.ADMIN_BUSY": "Attendez sa fin, ou arrêtez-la.",
} as const;

import type { Words } from "./words.ts";

export const fr: Words = {
    cancel: "Annuler",
    close: "Fermer",
    quit: "Quitter",
    tryAgain: "Réessayer",
    external: {
        open: "Ouvrir",
        question: (target) => `Ouvrir ${target} hors de Valise ?`,
        mismatch: (shown, target) =>
            `Le texte indique « ${shown} », mais le lien mène à ${target}. L’ouvrir hors de Valise ?`,
        mail: (target) => `Écrire à ${target} dans votre messagerie ?`,
    },
    signedIn: "Vous êtes connecté. Vous pouvez fermer cette fenêtre et revenir à Valise.",
    file: {
        saveOnly: "Ce type de fichier n’est pas ouvert",
        saveOnlyDetail: (name) =>
            `« ${name} » pourrait exécuter ou charger quelque chose à l’ouverture. Vous pouvez l’enregistrer et le faire contrôler d’abord.`,
        save: "Enregistrer…",
    },
    sensitive: {
        "open-desk": {
            question: "Ouvrir la clé de l’officier de sécurité ?",
            detail: "Tant qu’elle est ouverte, des habilitations peuvent être signées depuis cette fenêtre. Verrouillez le bureau en le quittant.",
            confirm: "Ouvrir la clé",
        },
        "reset-identity": {
            question: "Remplacer votre identité ?",
            detail: "Tous verront que votre identité a changé, et des messages liés à l’ancienne peuvent être perdus.",
            confirm: "Remplacer l’identité",
        },
        "verify-device": {
            question: "Confirmer un appareil ?",
            detail: "Cet appareil pourra lire vos messages et écrire en votre nom.",
            confirm: "Confirmer l’appareil",
        },
        "renew-recovery-code": {
            question: "Créer un nouveau code de récupération ?",
            detail: "L’ancien code ne fonctionnera plus.",
            confirm: "Créer un code",
        },
        export: {
            question: "Exporter hors de Valise ?",
            detail: "Ce que vous exportez n’est plus protégé par Valise.",
            confirm: "Exporter",
        },
        "sign-out": {
            question: "Se déconnecter et effacer cet appareil ?",
            detail: "Les messages, les clés et les brouillons conservés sur cet appareil sont effacés.",
            confirm: "Se déconnecter",
        },
    },
    keystore: {
        title: "Valise ne peut pas garder sa clé en sûreté ici",
        "key-not-opened":
            "Votre trousseau n’ouvre pas la clé de ce profil. Elle appartient peut-être à un autre trousseau. Rien n’a été modifié ; consultez votre assistance avant de supprimer quoi que ce soit.",
        "file-failed":
            "Le fichier qui contient la clé scellée ne peut être ni lu ni écrit. Vérifiez le disque, puis réessayez.",
    },
    config: {
        title: "Valise n’est pas configuré correctement",
        "no-config": (file) => `Il n’y a pas de configuration. Votre administrateur la place dans ${file}.`,
        unreadable: (file) => `${file} ne peut pas être lu.`,
        "not-json": (file) => `${file} n’est pas un JSON valide.`,
        invalid: (file, where, expected) => `${file}, à ${where} : ${expected}.`,
        "ca-refused": (file) => `${file} ne contient aucun certificat d’autorité.`,
    },
    crash: {
        title: "Valise s’est arrêté de façon inattendue",
        detail: "La fenêtre a échoué plusieurs fois de suite. Ce que vous aviez envoyé est conservé.",
    },
    menu: {
        about: "À propos de Valise",
        edit: "Édition",
        undo: "Annuler",
        redo: "Rétablir",
        cut: "Couper",
        copy: "Copier",
        paste: "Coller",
        selectAll: "Tout sélectionner",
        view: "Affichage",
        zoomIn: "Agrandir",
        zoomOut: "Réduire",
        zoomReset: "Taille réelle",
        fullScreen: "Plein écran",
    },
};

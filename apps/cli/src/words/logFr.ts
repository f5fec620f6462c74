import type { logEn } from "./logEn.ts";

export const logFr: Readonly<Record<keyof typeof logEn, string>> = {
    "help.crisis.publish":
        "signer un plan ou les fonctions de permanence d’une agence et le déposer dans un channel, avec le rôle DIRECTORY",
    "help.publishKind": "ce qu’est le fichier",
    "help.payloadFile": "la charge utile de la déclaration, en JSON",
    "help.phase": "comment elle commence ; response sauf mention",
    "help.crisis.close":
        "mettre fin à une crise : dernier point, archives, puis clôture de tous ses salons, avec de nouvelles clés pour la suite",
    "help.crisis.state": "l’état final en toutes lettres, ou - pour l’entrée standard",
    "help.crisis.archive": "dossier pour une archive signée de chaque salon, écrite avant la clôture",
    "help.log": "le journal d’un salon : points de situation, décisions, tâches",
    "help.log.list":
        "afficher le journal, du plus ancien au plus récent, et si les entrées de chaque auteur sont toutes là",
    "help.log.add": "ajouter au journal et afficher la clé de l’entrée",
    "help.log.kind": "ce qui est ajouté",
    "help.log.title": "l’entrée en une ligne, ou - pour l’entrée standard",
    "help.log.text": "la suite du texte",
    "help.log.instead": "pour une décision : ce qui a été écarté",
    "help.log.owner": "pour une tâche : qui la fait",
    "help.log.due": "pour une tâche : l’échéance ; pour un point de situation : quand suit le prochain (90s, 10m, 2h)",
    "help.log.of": "pour task-done : la clé de la tâche",
    "help.log.archive": "écrire dans un dossier une archive signée du salon",
    "help.log.out": "dossier où l’écrire",
    "help.verifyArchive": "vérifier une archive signée sans réseau ; code 3 si on ne doit pas s’y fier",
    "help.archiveFile": "l’archive, telle que l’écrit valise log archive",
    "help.atFile": "les listes d’état des agences signataires, en fichiers",
    "say.archiveGap": "Le journal est incomplet : {gap}.",
    "failure.archiveFaults":
        "On ne doit pas se fier à cette archive : {faults}. Demandez une autre copie à qui vous l’a remise, et gardez celle-ci comme preuve.",
    "usage.zip": "{path} n’est pas une archive lisible : {why}.",
    "zip.notZip": "ce n’est pas un fichier zip, ou il est endommagé",
    "zip.tooLarge": "décompressée, elle dépasserait 512 Mio",
};

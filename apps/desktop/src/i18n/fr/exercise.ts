/** Le guide de l’exercice de la démonstration. */
export default {
    "exercise.idle": "Vous découvrez Valise ? Lancez l’exercice",
    "exercise.idle.text":
        "Un séisme, joué par les agents de trois agences, en moins de cinq minutes : alarmes, réponses, liaison coupée, salles de crise, appel, journal. Tout porte la mention d’exercice.",
    "exercise.start": "Lancer l’exercice",
    "exercise.again": "Le relancer",
    "exercise.stop": "Arrêter l’exercice",
    "exercise.try": "À vous :",
    "exercise.place": "Exercice, {{number}} sur {{count}} :",
    "exercise.gathering": "L’exercice va commencer",
    "exercise.gathering.text":
        "Les agents de trois agences se connectent et prennent leur permanence. La première fois, cela prend jusqu’à une minute.",
    "exercise.ended": "L’exercice est terminé",
    "exercise.ended.text":
        "Le journal de la première salle a été écrit dans une archive signée, puis cette archive vérifiée. Les agents restent : ce que vous diffusez maintenant, ils y répondent.",
    "exercise.failed": "L’exercice n’a pas pu avoir lieu",
    "exercise.failed.text": "Le terminal où tourne la démonstration dit pourquoi.",
    "exercise.activation": "la crise commence",
    "exercise.activation.text":
        "Le ministère des Affaires étrangères ouvre la crise d’après un plan signé à froid. Les permanents de chaque agence sont aussitôt dans sa première salle.",
    "exercise.activation.try":
        "Prenez la permanence qui vous est proposée sous Personnes de permanence : les réponses de votre agence vous parviennent alors. Acceptez l’invitation dans la liste des salons.",
    "exercise.flash": "un FLASH à tous",
    "exercise.flash.text":
        "Il sonne sur tous les écrans. Les réponses vont à la cellule de chaque agence, jamais dans le salon.",
    "exercise.flash.try":
        "Choisissez une réponse et appuyez sur A. Dessous, qui est de permanence voit qui l’a, qui ne l’a pas, et pourquoi.",
    "exercise.escalation": "ceux qui n’ont pas répondu",
    "exercise.escalation.text":
        "Selon son plan, l’alarme sonne de nouveau, puis les suppléants sont appelés. Cela continue quand l’ordinateur de l’émetteur est éteint.",
    "exercise.escalation.try": "Prouvez la diffusion au téléphone : ses six mots sont les mêmes sur tous les écrans.",
    "exercise.link-down": "une liaison est coupée",
    "exercise.link-down.text":
        "Le service de renseignement est isolé. Une seconde diffusion lui parvient dans un fichier scellé, une valise, porté par un courrier.",
    "exercise.link-down.try":
        "Voyez sous Couverture ses agents rester « non remis » jusqu’à l’arrivée de leurs réponses.",
    "exercise.link-up": "la liaison est rétablie",
    "exercise.link-up.text": "Ce qui attendait arrive de lui-même. Rien n’est doublé, et rien ne sonne deux fois.",
    "exercise.link-up.try": "Regardez arriver les réponses tardives. Personne ne saisit rien pour cela.",
    "exercise.room": "une seconde salle de crise",
    "exercise.room.text":
        "Vols d’évacuation : une salle prête depuis le temps calme est prise et nommée. S’il n’y en a pas, elle est créée maintenant.",
    "exercise.room.try": "Ouvrez-la sous Salles de crise et écrivez aux autres.",
    "exercise.roll-call": "l’appel",
    "exercise.roll-call.text":
        "Chacun dit comment il va, et où il est. Les suppléants répondent pour ceux qui ne le peuvent pas. Qui a besoin d’aide vient en tête.",
    "exercise.roll-call.try": "Répondez pour vous dans la vue d’ensemble ; voyez ensuite sous Appel.",
    "exercise.log": "le journal",
    "exercise.log.text":
        "Un point de situation, une décision et une tâche. Les entrées de chaque auteur forment une chaîne d’où rien ne peut disparaître sans être vu.",
    "exercise.log.try": "Regardez sous Journal et Tâches ; consignez vous-même une décision.",
    "exercise.closing": "la clôture",
    "exercise.closing.text":
        "Le rétablissement, puis une archive signée que l’on vérifie sans réseau, puis la fermeture des deux salles.",
    "exercise.closing.try": "Exportez vous-même : Journal, Export pour retour d’expérience.",
} as const;

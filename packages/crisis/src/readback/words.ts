/**
 * Words for read-back codes (SPEC 11.2): 256 a language, so that one byte is one word; plain things, none of them an order or an
 * alarm; no two with the same first four letters, accents apart. The order is part of the format.
 */
export const READ_BACK_WORDS = {
    de: words(`
        Abend Acker Adler Akkord Album Allee Ampel Amsel Ananas Apfel April Arzt Atlas Auge August Bach Bagger
        Balken Ballon Banane Becher Beere Berg Bett Biber Biene Birne Blatt Blume Boot Brille Brücke Brunnen
        Buch Bürste Butter Dach Dampf Delfin Diamant Dohle Donner Dorf Drache Draht Drossel Echo Efeu Eimer
        Eisen Elch Elster Ente Erbse Esel Eule Fabel Faden Fahne Falke Farn Fasan Feige Feld Felsen Fichte
        Filter Finger Flagge Flamme Flasche Flügel Fluss Forelle Fuchs Gabel Gans Garten Geige Gipfel Giraffe
        Gitarre Glocke Gold Granit Gurke Hafen Hagel Halle Hammer Hase Hebel Hecke Helm Hemd Herbst Holz Honig
        Horn Huhn Hummel Hund Insel Jacke Jaguar Juwel Kabel Kamel Kanne Karte Katze Kegel Keller Kessel Kiefer
        Kirsche Klavier Klee Knopf Kohle Komet König Korb Kragen Kreide Krone Krug Kugel Kupfer Lampe Laterne
        Laub Lava Leiter Lerche Licht Linse Löffel Löwe Luchs Luft Magnet Mais Mandel Markt Marmor Maske Mauer
        Maus Meer Melone Messer Minze Mohn Monat Moos Morgen Möwe Mütze Nadel Nagel Nelke Nest Netz Nudel Nuss
        Ofen Olive Onkel Osten Otter Palme Papier Pappel Park Perle Pfanne Pfeffer Pflaume Pilz Pinguin Planet
        Platz Pudding Puppe Quark Rabe Radio Rahmen Regal Regen Reis Riegel Ring Robbe Roggen Rose Ruder Saal
        Sack Säge Salat Salz Sand Sattel Schaf Schiff Schule Segel Seil Sessel Silber Sofa Sommer Spatz Spiegel
        Stall Stiefel Storch Strand Süden Tafel Tanne Taube Teich Teller Teppich Tiger Tisch Tomate Topf Treppe
        Trommel Tulpe Ulme Urlaub Vase Vogel Vulkan Wald Wanne Wasser Welle Westen Wiese Winter Wolke Wolle Zahn
        Zange Zaun Zelt Ziege Zimmer Zitrone Zucker
    `),
    en: words(`
        acorn airport album alley almond amber anchor angle ankle apron arch arrow artist atlas attic autumn
        badge bakery balcony bamboo banana banjo barley basket beacon bench berry bicycle biscuit blanket
        blossom boat border bottle bracket branch bread bridge broom bucket buffalo bundle cabin cactus camel
        candle canoe canvas carpet carrot cedar cellar cement chalk cherry chimney cinema circle clarinet clover
        coconut coffee collar copper coral corner cotton crayon cricket crystal cushion daisy dancer decade
        desert dinner doctor dolphin donkey dragon drawer drum eagle echo elbow elephant emerald engine envelope
        evening fabric farmer feather fence fiddle finger flag flower forest fossil frame garden garlic gazelle
        ginger giraffe glacier glove granite grape guitar gymnast hammer harbor harvest hazel heron hinge honey
        horizon hotel husky iceberg igloo island ivory jacket jaguar jasmine jelly jigsaw jockey jungle kernel
        kettle kitchen kitten knuckle ladder lagoon lantern lettuce library lilac lizard lobster locket luggage
        lumber mango maple marble meadow melon mirror mitten monkey motor muffin museum mustard napkin nectar
        needle nickel noodle oasis ocean olive onion opera orange orchid otter oxygen oyster paddle palace panda
        paper parrot pebble pencil pepper piano pigeon pillow pirate planet plaza pony poplar potato pretzel
        pumpkin puzzle pyramid quarter quilt radish raisin rattle ribbon river robin rocket rooster saddle
        sailor salmon sandal satchel saturn scarf school sheep silver sketch sofa spider spoon squirrel stable
        summer sunset swallow table tailor teapot temple thimble thunder timber toast tomato topaz trumpet tulip
        tunnel turtle uniform valley vanilla velvet village violin volcano waffle water whale willow window
        winter wizard yogurt zebra
    `),
    fr: words(`
        abeille abricot acacia accent acier aiguille alouette amande ananas ancre appareil arbre ardoise argile
        armoire asperge assiette atelier aurore automne avocat avoine bagage balai baleine banane barque bassin
        bateau bijou biscuit blouson bocal bois bouchon bouger boulanger bouteille branche brosse bruit buffet
        bureau cabane cadeau cahier caillou camion canard castor cave cerise chaise chameau chemin cheval cigale
        cirque clairon clavier cloche colline colombe copain corail corbeille coton coude crabe crayon cuillère
        cuisine cuivre dauphin dentelle dessin diamant dimanche dragon drapeau écharpe école écran église
        éléphant émeraude enclume épice érable escalier étang étoile façade falaise fanfare farine fauteuil
        ferme feuille figue filet flamme flûte foin fontaine forêt fougère fraise fromage fruit galet gant
        gâteau genou girafe glaçon goutte graine grenier grille guitare hérisson hibou hirondelle horloge huile
        jardin jasmin jonquille journal jumelle kayak kiwi laine lampe langue laurier légume lessive lézard
        librairie lion livre losange lune machine magasin maison manteau marbre matin médaille melon menthe miel
        mouette moulin mouton muguet musée myrtille nappe navire neige noisette numéro océan olive ombre oncle
        orage orange orchidée oreille palais panier papier parasol parfum patin pêche pelouse perle persil piano
        pierre pigeon pinceau piscine plume poche poire poivre pomme porte poule prairie prune pupitre radis
        raisin rameau raquette renard requin rideau rivière robe rosier ruban ruche sable salade saule savon
        seau semelle sentier sirène soleil sommet source statue sucre tabouret talon tambour tapis taureau
        théâtre tigre timbre toile tomate tonneau tortue trèfle trompette tulipe tunnel usine vache valise
        vanille velours vendange verger village violon virage voile voiture voyage wagon yaourt zèbre
    `),
} as const satisfies Readonly<Record<string, readonly string[]>>;

function words(text: string): readonly string[] {
    return text.trim().split(/\s+/);
}

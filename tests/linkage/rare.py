"""Name parts that are in no list of common ones: rare surnames, and given names newly made up.

No dictionary of ours may learn from them; a matcher meets such parts in every real list.
"""

from itertools import product
from random import Random

# Of Basque, Canarian, Catalan, Italian, Portuguese, Arabic, German, Corsican and indigenous origin.
SURNAMES = """
Abad Abbate Abdala Abinazar Abouhamad Adrianza Agostini Aguerrevere Aizpurúa Alcedo Alfinger
Almandoz Altamiranda Alzuru Amengual Amoretti Ampueda Andueza Anselmi Antich Anzola Arapé Arcaya
Arguinzones Aristeguieta Arocha Arraga Arreaza Aular Avendaño Aveledo Azócar Azpúrua Bacalao Balbás
Baptista Baralt Barboza Baute Benacerraf Berroterán Berti Betancur Biord Blondell Boccardo Boggio
Bottaro Boulton Brandt Brewer Bruzual Burelli Caldentey Calcaño Camacaro Candal Canache Caputo
Carabaño Caraballo Cariaco Carneiro Carrizales Casella Catalá Chalbaud Charmelo Chiossone Chocrón
Cipriani Coiran Colmenter Consalvi Coppola Corao Corrales Corser Cortiñas Cuenca Curiel Dagnino
De Abreu De Gouveia De Jongh De Pinho Delfino Delpino Dib Dorante Dugarte Echarri Echezuría
Egaña Eizaga Elorza Empaire Eraso Esculpi Espejo Estaba Faccenda Fadul Fagúndez Falcone Farage
Farfán Febres Feo Ferrini Figallo Fiorillo Flamerich Formica Fortoul Fraino Francisquez Fuentealba
Galíndez Gamero Garaicoechea Garmendia Gerardino Ghersi Giusti Goiricelaya Goncalves Gorrín
Graffe Grisanti Guaramato Guarapana Guarisma Guinand Gurruceaga Haddad Hahn Hellmund Hermoso Hung
Hurtarte Ianni Ibarretxe Inciarte Irausquín Iribarren Istúriz Itriago Iturbe Izaguirre Jabbour
Jaspe Jelambi Jusayú Kabchi Kassabji Khoury Krulig Landa Larrazábal Lauría Layrisse Lecuna Leáñez
Lezama Lizardi Lizarraga Llamozas Lombardi Longobardi Loreto Lovatón Luongo Machín Madriz
Maggiorani Maionica Mancera Manduca Maneiro Mansour Mantellini Marturet Massiani Matheus Maurera
Mazzei Medero Melinkoff Menoni Mezquita Mibelli Mirabal Moleiro Monagas Mondolfi Montbrun Morgado
Morao Mosquea Naranjo Nassif Nazoa Nederr Neri Nucete Obelmejías Odremán Oduber Ollarves Oraá
Orsini Otamendi Otaiza Oyarzábal Paolini Parejo Parilli Pardi Pecchio Pellicer Penso Pepe Perozo
Pestana Petrella Picardi Pietri Pocaterra Pompa Pocaná Quintini Quiaro Quiame Rachadell Raffalli
Ravelo Raydán Rísquez Roffé Romaní Rotondaro Ruggiero Sabal Sader Salama Saldeño Salerno Santiago
Sanoja Santeliz Sarría Scannone Schael Sifontes Siso Sosa Spósito Stelling Suniaga Tamanaco
Tachau Tarre Teixeira Tinedo Tinoco Tosta Traviezo Troconis Turmero Ugas Unda Urosa Urrutia
Uslar Utrera Velutini Veracoechea Vethencourt Vezga Villaparedes Vivenes Vollmer Wettel Wohnsiedler
Yaguas Yanes Yarza Ynaty Yoris Zaraza Zárraga Zea Zerpa Ziade Zubillaga Zuloaga Zumeta
"""
# Surnames that could be, by their roots and endings, language by language.
ROOTS = [
    "Iturr Goik Uri Mendi Agu Bel Zub Larr Ib Ol Sag Ur Ech Gar Az Err Leg Or Ot Egu Bas Izag Oya",
    "Bert Mart Ross Ferr Bell Gall Mor Castell Mont Sant Vit Cap Rin Zan Barb Cos Gran Lomb Pal Riz",
    "Mach Per Oliv Silv Carv Nogu Cerq Pinh Rib Vi Fig Mad Sam Cald Lour Mour",
    "Abd Had Sal Kar Nas Saf Ham Khal Raj Bou Jab Chaf Mans Sab Assa",
]
ENDINGS = [
    "arte abal ondo ieta egui aza izabal oechea iberri uren arraga azpi ola ostegui aldea urralde",
    "elli ini etti one ucci ari iello ano acchi enti ato assi olini erini",
    "eira eiro al inho ães elo ão osa eda",
    "ad eh ame our ih adi ani oun ouri aki ahia",
]
MODERN = {
    "F": (
        "Yuleisy Yusbelis Yorgelis Yorgeny Yetzabel Yusleidy Mileidys Marbelis Marialejandra Yeraldin"
        " Oriannys Greidys Leomarys Yubisay Yuraima Yaneisy Eukaris Roselys Keilymar Mariannys"
        " Franyeli Daryelis Yoselyn Estefany Luisannys Wilmarys Katherin Yorluis Norkis Nohelia Mirla",
        "Yus Yor Mari Lei Kei Dei Gre Fran Wil Ori Lu Dari Eli Nai Ros Ye Ana Mai Yo Joha",
        "mary leisy neidy belis maris yelis annys karys leidy gelis marys lianny berlys zabeth raima",
    ),
    "M": (
        "Wilkerman Wuilker Yorman Yonaiker Yohendry Yeiker Yilber Kleiver Keiber Deiker Maikol"
        " Jeferson Yeremi Ronaiker Yordanis Wilfran Jhonaiker Endry Heiker Eduin Rainiero Yolman"
        " Jormar Luisander Keinner Yorbis Anyelo Robersy Enmanuel Jhoendry Frainer Dilan Yustin",
        "Wil Yor Jhon Kei Dei Yei Mai Ro Ander Fran Luis Ende Yo Ken Ed Jos Al Rai Hei Der",
        "kerman man der son yer ner mar ber frank win xon aiker endry enis son fer bis lis",
    ),
}


def surnames(count: int) -> list[str]:
    """`count` rare surnames: the real ones first, then ones that only could be."""
    real = SURNAMES.replace("De ", "De_").split()
    apart = [
        root + ending
        for roots, endings in zip(ROOTS, ENDINGS, strict=True)
        for root, ending in product(roots.split(), endings.split())
    ]
    across = [
        root + ending
        for root, ending in product(" ".join(ROOTS).split(), " ".join(ENDINGS).split())
    ]
    Random(1).shuffle(apart)
    Random(2).shuffle(across)
    return [name.replace("_", " ") for name in dict.fromkeys(real + apart + across)][:count]


def given_names(sex: str, count: int) -> list[str]:
    """`count` given names newly made up, those that are heard first."""
    heard, starts, ends = MODERN[sex]
    made = [start + end for start, end in product(starts.split(), ends.split())]
    Random(3).shuffle(made)
    return list(dict.fromkeys(heard.split() + made))[:count]

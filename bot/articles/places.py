"""Words that tell a dateline's place from other words in capitals."""


def _listed(names: str) -> frozenset[str]:
    return frozenset(name.strip() for line in names.splitlines() for name in line.split("|") if name.strip())


# Labels of news pages, and abbreviations that begin sentences.
NOT_PLACES = _listed("""
    adhd | ai | aids | analysis | and | breaking | bbc | by | cdc | ceo | cia | correction | covid
    dna | editor | editorial | eu | exclusive | explainer | explained | fbi | fifa | focus | gdp | hiv
    host | i | imf | interview | iphone | irs | isis | it | live | live-blog | nasa | nato | news
    nhs | not | note | nypd | opec | opinion | photo | photos | poll | question | answer | quiz
    report | review | rt | rip | sos | special | the | timeline | uk | un | unesco | unicef | update
    updated | urgent | us | usa | video | warning | watch | who | why | what | when | where | wto | q
    a | молния | срочно | видео | фото | сша | нато | оон | фсб | мвд | мид | ссср | внимание | важно
    обновлено | мнение | эксклюзив | терміново | відео | увага | оновлено | сбу | зсу | мзс
    eilmeldung | kommentar | achtung | cdu | spd | afd | csu | fdp | alerte | vidéo | exclusif | otan
    onu | urgente | vídeo | exclusiva | ue | pp | psoe
""")
"""Words in small letters that no place of a dateline holds, though pages print them in capitals."""

# Where wire stories are filed from most (capitals and bureaux): enough to trust a bare colon or a dash.
CITIES = _listed("""
    abu dhabi | abuja | accra | addis ababa | algiers | amman | amsterdam | ankara | astana | athens
    atlanta | baghdad | baku | bangkok | barcelona | beijing | beirut | belgrade | berlin | bern
    bogota | boston | brasilia | bratislava | brussels | bucharest | budapest | buenos aires | cairo
    canberra | cape town | caracas | chennai | chicago | colombo | copenhagen | dakar | dallas
    damascus | delhi | detroit | dhaka | doha | donetsk | dubai | dublin | edinburgh | frankfurt | gaza
    gaza city | geneva | glasgow | hamburg | hanoi | harare | havana | helsinki | hong kong | houston
    hyderabad | islamabad | istanbul | jakarta | jerusalem | johannesburg | kabul | kampala | karachi
    kathmandu | kharkiv | khartoum | kiev | kolkata | kuala lumpur | kuwait | kyiv | lagos | lahore
    lima | lisbon | london | los angeles | luxembourg | madrid | manila | melbourne | mexico city
    miami | milan | minsk | mogadishu | montreal | moscow | mumbai | munich | nairobi | new delhi
    new york | nicosia | odesa | oslo | ottawa | paris | peshawar | prague | pyongyang | quito | rabat
    ramallah | rawalpindi | riga | rio de janeiro | riyadh | rome | san francisco | santiago | sao paulo
    sarajevo | seattle | seoul | shanghai | singapore | sofia | st. petersburg | stockholm | strasbourg
    sydney | taipei | tallinn | tashkent | tbilisi | tehran | tel aviv | the hague | tirana | tokyo
    toronto | tripoli | tunis | united nations | vancouver | vatican city | vienna | vilnius | warsaw
    washington | wellington | yerevan | zagreb | zurich | москва | санкт-петербург | киев | минск
    астана | алматы | ташкент | баку | ереван | тбилиси | лондон | париж | берлин | вашингтон | нью-йорк
    пекин | токио | брюссель | женева | київ | львів | одеса | харків | дніпро | варшава | wien | zürich
    genf | brüssel | moskau | rom | warschau | prag | köln | düsseldorf | stuttgart | leipzig | dresden
    hannover | münchen | bruxelles | genève | londres | moscou | marseille | lyon | lille | toulouse
    bordeaux | nice | berne | sevilla | valencia | bilbao | bogotá | méxico | ciudad de méxico
    bruselas | ginebra | moscú | pekín | roma | milano | napoli | torino | palermo | londra | parigi
    mosca | berlino | lisboa | porto | são paulo | brasília | bonn
""")
"""Cities in small letters, in the languages of their datelines."""

"""The beginning of one report in every language that has a row, for the tests."""

REPORTS = {
    "af": (
        "Die stadsraad het Vrydag die ou brug gesluit. Ingenieurs het krake in die pilare gevind, en "
        "veerbote sal die mense tot Mei vervoer."
    ),
    "ar": (
        "أغلق مجلس المدينة الجسر القديم يوم الجمعة. وعثر المهندسون على شقوق في الأعمدة، وستنقل العبارات "
        "السكان حتى مايو."
    ),
    "az": (
        "Şəhər şurası cümə günü köhnə körpünü bağladı. Mühəndislər dirəklərdə çatlar tapıblar və bərələr "
        "may ayına qədər insanları daşıyacaq."
    ),
    "be": (
        "Гарадская рада ў пятніцу закрыла стары мост. Інжынеры знайшлі расколіны ў апорах, і да траўня "
        "людзей будуць перавозіць паромы."
    ),
    "bg": (
        "Градският съвет затвори стария мост в петък. Инженери откриха пукнатини в колоните и до май "
        "хората ще се превозват с фериботи."
    ),
    "bn": (
        "শুক্রবার নগর পরিষদ পুরোনো সেতুটি বন্ধ করে দিয়েছে। প্রকৌশলীরা স্তম্ভে ফাটল পেয়েছেন, আর মে মাস "
        "পর্যন্ত ফেরিতে মানুষ পারাপার হবে।"
    ),
    "bs": (
        "Gradsko vijeće je u petak zatvorilo stari most. Inženjeri su pronašli pukotine u stubovima, pa će "
        "trajekti prevoziti ljude do maja."
    ),
    "ca": (
        "L'ajuntament va tancar divendres el pont vell. Els enginyers han trobat esquerdes als pilars i "
        "els transbordadors portaran la gent fins al maig."
    ),
    "cs": (
        "Městská rada v pátek uzavřela starý most. Inženýři našli v pilířích trhliny a lidi budou do "
        "května převážet přívozy."
    ),
    "da": (
        "Byrådet lukkede fredag den gamle bro. Ingeniører har fundet revner i pillerne, og indtil maj skal "
        "færger sejle folk over."
    ),
    "de": (
        "Der Stadtrat hat am Freitag die alte Brücke gesperrt. Ingenieure fanden Risse in den Pfeilern, "
        "bis Mai bringen Fähren die Leute hinüber."
    ),
    "el": (
        "Το δημοτικό συμβούλιο έκλεισε την Παρασκευή την παλιά γέφυρα. Μηχανικοί βρήκαν ρωγμές στους "
        "πυλώνες και πλοία θα μεταφέρουν τον κόσμο ως τον Μάιο."
    ),
    "en": (
        "The city council closed the old bridge on Friday. Engineers found cracks in its pillars, and "
        "ferries will carry people until May."
    ),
    "es": (
        "El ayuntamiento cerró el viernes el viejo puente. Los ingenieros hallaron grietas en los pilares "
        "y los barcos llevarán a la gente hasta mayo."
    ),
    "et": (
        "Linnavolikogu sulges reedel vana silla. Insenerid leidsid sammastest pragusid ja maini veavad "
        "inimesi praamid, sest teist teed üle jõe ei ole, ütles linnapea."
    ),
    "eu": (
        "Udalak zubi zaharra itxi zuen ostiralean. Ingeniariek pitzadurak aurkitu dituzte zutabeetan, eta "
        "ferryek eramango dute jendea maiatzera arte."
    ),
    "fa": (
        "شورای شهر روز جمعه پل قدیمی را بست. مهندسان در ستون‌ها ترک پیدا کردند و تا ماه مه قایق‌ها مردم را "
        "جابه‌جا می‌کنند."
    ),
    "fi": (
        "Kaupunginvaltuusto sulki perjantaina vanhan sillan. Insinöörit löysivät pilareista halkeamia, ja "
        "lautat kuljettavat ihmisiä toukokuuhun asti."
    ),
    "fr": (
        "Le conseil municipal a fermé vendredi le vieux pont. Des ingénieurs ont trouvé des fissures dans "
        "les piliers et des bacs transporteront les gens jusqu'en mai."
    ),
    "ga": (
        "Dhún comhairle na cathrach an seandroichead Dé hAoine. D'aimsigh innealtóirí scoilteanna sna "
        "piléir, agus beidh báid ag iompar daoine go dtí mí na Bealtaine."
    ),
    "gl": (
        "O concello pechou o venres a vella ponte. Os enxeñeiros atoparon fendas nos piares e os barcos "
        "levarán a xente ata maio."
    ),
    "gu": ("શહેર પરિષદે શુક્રવારે જૂનો પુલ બંધ કર્યો. ઇજનેરોને થાંભલાઓમાં તિરાડો મળી છે અને મે સુધી હોડીઓ લોકોને લઈ જશે."),
    "he": (
        "מועצת העיר סגרה ביום שישי את הגשר הישן. מהנדסים מצאו סדקים בעמודים, ומעבורות יסיעו את התושבים עד "
        "מאי."
    ),
    "hi": (
        "नगर परिषद ने शुक्रवार को पुराना पुल बंद कर दिया। इंजीनियरों को खंभों में दरारें मिलीं और मई तक "
        "नावें लोगों को पार ले जाएँगी।"
    ),
    "hr": (
        "Gradsko vijeće zatvorilo je u petak stari most. Inženjeri su pronašli pukotine u stupovima pa će "
        "do svibnja ljude prevoziti trajekti."
    ),
    "hu": (
        "A városi tanács pénteken lezárta a régi hidat. A mérnökök repedéseket találtak a pillérekben, és "
        "májusig kompok viszik át az embereket."
    ),
    "hy": (
        "Քաղաքային խորհուրդը ուրբաթ օրը փակեց հին կամուրջը։ Ինժեներները ճաքեր են գտել սյուներում, և մինչև "
        "մայիս մարդկանց կտեղափոխեն լաստանավերը։"
    ),
    "id": (
        "Dewan kota menutup jembatan lama pada hari Jumat. Para insinyur menemukan retakan di pilar, dan "
        "kapal feri akan mengangkut warga sampai bulan Mei karena tidak ada jalan lain."
    ),
    "is": (
        "Borgarstjórnin lokaði gömlu brúnni á föstudag. Verkfræðingar fundu sprungur í stöplunum og ferjur "
        "munu flytja fólk fram í maí."
    ),
    "it": (
        "Il consiglio comunale ha chiuso venerdì il vecchio ponte. Gli ingegneri hanno trovato crepe nei "
        "piloni e i traghetti porteranno la gente fino a maggio."
    ),
    "ja": "市議会は金曜日に古い橋を閉鎖した。技術者が橋脚にひびを見つけ、五月まで渡し船が人々を運ぶ。",
    "ka": (
        "საკრებულომ პარასკევს ძველი ხიდი დახურა. ინჟინრებმა ბურჯებში ბზარები იპოვეს და მაისამდე ხალხს "
        "ბორნები გადაიყვანს."
    ),
    "kk": (
        "Қалалық кеңес жұма күні ескі көпірді жапты. Инженерлер тіректерден жарықтар тапты, мамырға дейін "
        "адамдарды паромдар тасиды."
    ),
    "km": ("ក្រុមប្រឹក្សាក្រុងបានបិទស្ពានចាស់កាលពីថ្ងៃសុក្រ។ វិស្វករបានរកឃើញស្នាមប្រេះនៅលើសសរ ហើយសាឡាងនឹងដឹកមនុស្សរហូតដល់ខែឧសភា។"),
    "ko": (
        "시의회가 금요일에 낡은 다리를 폐쇄했다. 기술자들이 교각에서 균열을 발견했으며 오월까지 배가 "
        "사람들을 실어 나른다."
    ),
    "lo": "ສະພາເມືອງໄດ້ປິດຂົວເກົ່າໃນວັນສຸກ. ວິສະວະກອນພົບຮອຍແຕກໃນເສົາ ແລະເຮືອຈະຂົນສົ່ງຄົນຈົນຮອດເດືອນພຶດສະພາ.",
    "lt": (
        "Miesto taryba penktadienį uždarė senąjį tiltą. Inžinieriai atramose rado įtrūkimų, o iki gegužės "
        "žmones kels keltai."
    ),
    "lv": (
        "Pilsētas dome piektdien slēdza veco tiltu. Inženieri balstos atrada plaisas, un līdz maijam "
        "cilvēkus pārvadās prāmji."
    ),
    "mk": (
        "Градскиот совет го затвори стариот мост во петокот. Инженерите најдоа пукнатини во столбовите и "
        "до мај луѓето ќе ги превезуваат фериботи."
    ),
    "mn": (
        "Хотын зөвлөл баасан гаригт хуучин гүүрийг хаажээ. Инженерүүд багананаас хагарал олсон бөгөөд "
        "тавдугаар сар хүртэл хүмүүсийг завиар зөөнө."
    ),
    "mr": (
        "नगर परिषदेने शुक्रवारी जुना पूल बंद केला. अभियंत्यांना खांबांमध्ये भेगा आढळल्या असून मे "
        "महिन्यापर्यंत होड्या लोकांना पलीकडे नेतील."
    ),
    "ms": (
        "Majlis bandaraya menutup jambatan lama pada hari Jumaat. Jurutera menemui keretakan pada tiang, "
        "dan feri akan membawa penduduk sehingga bulan Mei kerana tiada jalan lain."
    ),
    "my": (
        "မြို့တော်ကောင်စီက သောကြာနေ့တွင် တံတားဟောင်းကို ပိတ်လိုက်သည်။ အင်ဂျင်နီယာများက တိုင်များတွင် "
        "အက်ကြောင်းများ တွေ့ရှိခဲ့ပြီး မေလအထိ ကူးတို့များက လူများကို သယ်ဆောင်မည်။"
    ),
    "ne": (
        "नगर परिषदले शुक्रबार पुरानो पुल बन्द गरेको छ। इन्जिनियरहरूले खम्बामा चर्किएको भेटेका छन् र "
        "जेठसम्म डुङ्गाले मानिसहरूलाई पार गराउनेछन्।"
    ),
    "nl": (
        "De gemeenteraad heeft vrijdag de oude brug gesloten. Ingenieurs vonden scheuren in de pijlers en "
        "tot mei brengen veerboten de mensen naar de overkant."
    ),
    "no": (
        "Bystyret stengte den gamle broen fredag. Ingeniører har funnet sprekker i pilarene, og frem til "
        "mai skal ferger frakte folk over."
    ),
    "pl": (
        "Rada miasta zamknęła w piątek stary most. Inżynierowie znaleźli pęknięcia w filarach, a do maja "
        "ludzi będą przewozić promy."
    ),
    "pt": (
        "A câmara municipal fechou na sexta-feira a velha ponte. Os engenheiros acharam fissuras nos "
        "pilares e as barcas levarão as pessoas até maio."
    ),
    "ro": (
        "Consiliul local a închis vineri podul vechi. Inginerii au găsit fisuri în piloni, iar "
        "feriboturile vor transporta oamenii până în mai."
    ),
    "ru": (
        "Городской совет в пятницу закрыл старый мост. Инженеры нашли трещины в опорах, и до мая людей "
        "будут перевозить паромы."
    ),
    "sk": (
        "Mestská rada v piatok uzavrela starý most. Inžinieri našli v pilieroch trhliny a ľudí budú do "
        "mája prevážať kompy."
    ),
    "sl": (
        "Mestni svet je v petek zaprl stari most. Inženirji so v stebrih našli razpoke, zato bodo ljudi do "
        "maja prevažali trajekti."
    ),
    "sq": (
        "Këshilli i qytetit mbylli të premten urën e vjetër. Inxhinierët gjetën çarje në shtylla dhe deri "
        "në maj njerëzit do t'i kalojnë tragetet."
    ),
    "sr": (
        "Градско веће је у петак затворило стари мост. Инжењери су пронашли пукотине у стубовима, па ће до "
        "маја људе превозити скеле."
    ),
    "sv": (
        "Kommunfullmäktige stängde den gamla bron i fredags. Ingenjörer har hittat sprickor i pelarna, och "
        "till maj ska färjor köra folk över."
    ),
    "sw": (
        "Baraza la jiji lilifunga daraja la zamani siku ya Ijumaa. Wahandisi walipata nyufa kwenye nguzo, "
        "na vivuko vitasafirisha watu hadi mwezi Mei."
    ),
    "ta": (
        "நகர சபை வெள்ளிக்கிழமை பழைய பாலத்தை மூடியது. பொறியாளர்கள் தூண்களில் விரிசல்களைக் கண்டனர், மே மாதம் "
        "வரை படகுகள் மக்களை ஏற்றிச் செல்லும்."
    ),
    "te": ("నగర మండలి శుక్రవారం పాత వంతెనను మూసివేసింది. ఇంజనీర్లు స్తంభాలలో పగుళ్లు కనుగొన్నారు, మే వరకు పడవలు ప్రజలను దాటిస్తాయి."),
    "th": ("สภาเมืองปิดสะพานเก่าเมื่อวันศุกร์ วิศวกรพบรอยร้าวในเสา และเรือข้ามฟากจะรับส่งผู้คนจนถึงเดือนพฤษภาคม"),
    "tl": (
        "Isinara ng konseho ng lungsod ang lumang tulay noong Biyernes. Nakakita ang mga inhinyero ng mga "
        "bitak sa mga haligi, at mga bangka ang maghahatid sa mga tao hanggang Mayo."
    ),
    "tr": (
        "Belediye meclisi cuma günü eski köprüyü kapattı. Mühendisler ayaklarda çatlaklar buldu ve mayısa "
        "kadar insanları vapurlar taşıyacak."
    ),
    "uk": (
        "Міська рада в п'ятницю закрила старий міст. Інженери знайшли тріщини в опорах, і до травня людей "
        "перевозитимуть пороми."
    ),
    "ur": (
        "شہر کی کونسل نے جمعے کو پرانا پل بند کر دیا۔ انجینئروں کو ستونوں میں دراڑیں ملی ہیں اور مئی تک "
        "کشتیاں لوگوں کو پار لے جائیں گی۔"
    ),
    "uz": (
        "Shahar kengashi juma kuni eski ko‘prikni yopdi. Muhandislar ustunlarda yoriqlar topdilar va may "
        "oyigacha odamlarni paromlar tashiydi."
    ),
    "vi": (
        "Hội đồng thành phố đã đóng cửa cây cầu cũ vào thứ Sáu. Các kỹ sư tìm thấy vết nứt ở trụ cầu, và "
        "phà sẽ chở người dân cho đến tháng Năm."
    ),
    "zh": "市议会星期五关闭了旧桥。工程师在桥墩上发现了裂缝，五月前将由渡轮运送市民。",
}

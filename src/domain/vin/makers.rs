//! Makers by world manufacturer identifier (ISO 3780 / GB 16737): those a reception lane in China sees every week.
//!
//! A suggestion for the form, never a claim: the advisor can change it, and an identifier that is not here leaves the field empty.

/// A maker's name in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maker {
    pub en: &'static str,
    pub zh: &'static str,
}

impl Maker {
    /// The name in a language; English unless it is Chinese.
    pub fn name(&self, language: &str) -> &'static str {
        if language.starts_with("zh") { self.zh } else { self.en }
    }
}

/// The maker whose identifier the VIN begins with; the longest identifier wins, because JAC's `LJ1` was NIO's as well.
pub(super) fn find(vin: &str) -> Option<&'static Maker> {
    MAKERS
        .iter()
        .filter(|(start, _)| vin.starts_with(start))
        .max_by_key(|(start, _)| start.len())
        .map(|(_, maker)| maker)
}

const fn maker(en: &'static str, zh: &'static str) -> Maker {
    Maker { en, zh }
}

const TOYOTA_FAW: Maker = maker("FAW Toyota", "一汽丰田");
const GEELY: Maker = maker("Geely", "吉利");
const VOLVO: Maker = maker("Volvo", "沃尔沃");
const BMW: Maker = maker("BMW", "宝马");
const MERCEDES: Maker = maker("Mercedes-Benz", "梅赛德斯-奔驰");
const AUDI: Maker = maker("Audi", "奥迪");
const VOLKSWAGEN: Maker = maker("Volkswagen", "大众");
const PORSCHE: Maker = maker("Porsche", "保时捷");
const TESLA: Maker = maker("Tesla", "特斯拉");
const BYD: Maker = maker("BYD", "比亚迪");
const CHERY: Maker = maker("Chery", "奇瑞");
const CHANGAN: Maker = maker("Changan", "长安");
const MAXUS: Maker = maker("SAIC Maxus", "上汽大通");
const WULING: Maker = maker("SAIC-GM-Wuling", "上汽通用五菱");
const LEXUS: Maker = maker("Lexus", "雷克萨斯");
const TOYOTA: Maker = maker("Toyota", "丰田");
const HONDA: Maker = maker("Honda", "本田");
const SUBARU: Maker = maker("Subaru", "斯巴鲁");

const MAKERS: &[(&str, Maker)] = &[
    // Built in China.
    ("L1N", maker("XPeng", "小鹏")),
    ("L2C", maker("Chery Jaguar Land Rover", "奇瑞捷豹路虎")),
    ("L6T", GEELY),
    ("LB1", maker("Fujian Benz", "福建奔驰")),
    ("LB3", GEELY),
    ("LBE", maker("Beijing Hyundai", "北京现代")),
    ("LBV", maker("BMW Brilliance", "华晨宝马")),
    ("LC0", BYD),
    ("LDC", maker("Dongfeng Peugeot Citroën", "神龙汽车")),
    ("LE4", maker("Beijing Benz", "北京奔驰")),
    ("LFM", TOYOTA_FAW),
    ("LFP", maker("FAW Car", "一汽轿车")),
    ("LFV", maker("FAW-Volkswagen", "一汽-大众")),
    ("LFZ", maker("Leapmotor", "零跑")),
    ("LGB", maker("Dongfeng Nissan", "东风日产")),
    ("LGG", maker("Dongfeng Liuzhou", "东风柳汽")),
    ("LGJ", maker("Dongfeng Fengshen", "东风风神")),
    ("LGW", maker("Great Wall", "长城")),
    ("LGX", BYD),
    ("LH1", maker("FAW Haima", "一汽海马")),
    ("LHG", maker("GAC Honda", "广汽本田")),
    ("LJ1", maker("JAC", "江淮汽车")),
    ("LJ1E", maker("NIO", "蔚来")),
    ("LJD", maker("Yueda Kia", "悦达起亚")),
    ("LJX", maker("JMC Ford", "江铃福特")),
    ("LK6", WULING),
    ("LLV", maker("Lifan", "力帆")),
    ("LM8", maker("Seres", "赛力斯")),
    ("LMG", maker("GAC Trumpchi", "广汽传祺")),
    ("LNA", maker("GAC Aion", "广汽埃安")),
    ("LNB", maker("BAIC", "北京汽车")),
    ("LNN", CHERY),
    ("LPA", maker("Changan PSA", "长安标致雪铁龙")),
    ("LPE", BYD),
    ("LPS", maker("Polestar", "极星")),
    ("LRW", TESLA),
    ("LS4", CHANGAN),
    ("LS5", maker("Changan Suzuki", "长安铃木")),
    ("LS6", CHANGAN),
    ("LSG", maker("SAIC-GM", "上汽通用")),
    ("LSH", MAXUS),
    ("LSJ", maker("SAIC Motor", "上汽乘用车")),
    ("LSK", MAXUS),
    ("LSV", maker("SAIC Volkswagen", "上汽大众")),
    ("LSY", maker("Brilliance", "华晨中华")),
    ("LTV", TOYOTA_FAW),
    ("LUZ", maker("Neta", "哪吒")),
    ("LVG", maker("GAC Toyota", "广汽丰田")),
    ("LVH", maker("Dongfeng Honda", "东风本田")),
    ("LVR", maker("Changan Mazda", "长安马自达")),
    ("LVS", maker("Changan Ford", "长安福特")),
    ("LVT", CHERY),
    ("LVV", CHERY),
    ("LVY", VOLVO),
    ("LVZ", maker("Dongfeng Sokon", "东风小康")),
    ("LW4", maker("Li Auto", "理想")),
    ("LYV", VOLVO),
    ("LZW", WULING),
    // Imported.
    ("4US", BMW),
    ("5UX", BMW),
    ("5YJ", TESLA),
    ("7SA", TESLA),
    ("JF1", SUBARU),
    ("JF2", SUBARU),
    ("JHM", HONDA),
    ("JM", maker("Mazda", "马自达")),
    ("JN1", maker("Nissan", "日产")),
    ("JNK", maker("Infiniti", "英菲尼迪")),
    ("JT", TOYOTA),
    ("JTH", LEXUS),
    ("JTJ", LEXUS),
    ("KM", maker("Hyundai", "现代")),
    ("KN", maker("Kia", "起亚")),
    ("SAJ", maker("Jaguar", "捷豹")),
    ("SAL", maker("Land Rover", "路虎")),
    ("SCA", maker("Rolls-Royce", "劳斯莱斯")),
    ("SCB", maker("Bentley", "宾利")),
    ("TMB", maker("Škoda", "斯柯达")),
    ("VF1", maker("Renault", "雷诺")),
    ("VF3", maker("Peugeot", "标致")),
    ("VF7", maker("Citroën", "雪铁龙")),
    ("WA1", AUDI),
    ("WAU", AUDI),
    ("WB", BMW),
    ("WDB", MERCEDES),
    ("WDC", MERCEDES),
    ("WDD", MERCEDES),
    ("W1K", MERCEDES),
    ("W1N", MERCEDES),
    ("WME", maker("smart", "smart")),
    ("WMW", maker("MINI", "MINI")),
    ("WP0", PORSCHE),
    ("WP1", PORSCHE),
    ("WUA", AUDI),
    ("WV", VOLKSWAGEN),
    ("YV1", VOLVO),
    ("YV4", VOLVO),
    ("ZAM", maker("Maserati", "玛莎拉蒂")),
    ("ZAR", maker("Alfa Romeo", "阿尔法·罗密欧")),
    ("ZFF", maker("Ferrari", "法拉利")),
    ("ZHW", maker("Lamborghini", "兰博基尼")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_identifier_is_of_the_vin_alphabet_and_stands_once() {
        for (index, (start, maker)) in MAKERS.iter().enumerate() {
            assert!((2..=4).contains(&start.len()), "{start}");
            assert!(
                start
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || (byte.is_ascii_uppercase() && !b"IOQ".contains(&byte))),
                "{start}"
            );
            assert!(!maker.en.is_empty() && !maker.zh.is_empty());
            assert!(MAKERS[..index].iter().all(|(other, _)| other != start), "{start} stands twice");
        }
    }
}

//! Every word of the inbox that is not in the template's catalogues, in both languages.
//!
//! Invariant: a word that is missing in one language does not compile.

/// A language of the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Chinese,
}

impl Language {
    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::Chinese,
            Self::Chinese => Self::English,
        }
    }

    /// The language a tag asks for, by its primary subtag.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', ';']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::Chinese),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// A phrase between quotation marks.
    pub fn quoted(self, text: &str) -> String {
        match self {
            Self::English => format!("“{text}”"),
            Self::Chinese => format!("「{text}」"),
        }
    }

    /// Its words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &ENGLISH,
            Self::Chinese => &CHINESE,
        }
    }

    /// How many sheets.
    pub fn sheets(self, count: u64) -> String {
        match (self, count) {
            (Self::English, 1) => "1 sheet".to_owned(),
            (Self::English, _) => format!("{count} sheets"),
            (Self::Chinese, _) => format!("{count} 份"),
        }
    }

    /// How many marks.
    pub fn marks(self, count: u32) -> String {
        match (self, count) {
            (Self::English, 0) => "no marks".to_owned(),
            (Self::English, 1) => "1 mark".to_owned(),
            (Self::English, _) => format!("{count} marks"),
            (Self::Chinese, 0) => "没有标记".to_owned(),
            (Self::Chinese, _) => format!("{count} 处标记"),
        }
    }

    /// Length of planned work.
    pub fn minutes(self, count: u32) -> String {
        match self {
            Self::English => format!("{count} min"),
            Self::Chinese => format!("{count} 分钟"),
        }
    }
}

macro_rules! words {
    ($($name:ident: $english:literal / $chinese:literal,)+) => {
        /// The words of one language.
        pub(super) struct Words { $(pub $name: &'static str,)+ }
        const ENGLISH: Words = Words { $($name: $english,)+ };
        const CHINESE: Words = Words { $($name: $chinese,)+ };
    };
}

words! {
    title: "Received sheets" / "收到的接车单",
    search_label: "Plate or VIN" / "车牌或 VIN",
    search: "Search" / "查找",
    empty_title: "Nothing has arrived yet" / "还没有收到接车单",
    empty_text: "As soon as a tablet delivers a sheet, it stands here." / "平板送来一份，这里就有一份。",
    none_title: "No sheet of " / "没有找到",
    none_text: "A part of the plate or the VIN is enough." / "车牌或 VIN 写一部分就能找。",
    all_sheets: "All sheets" / "全部",
    older: "Older" / "更早的",
    newest: "Newest" / "最新的",
    light: "Light" / "浅色",
    dark: "Dark" / "深色",
    theme: "Appearance" / "外观",
    corrected: "Corrected" / "已更正",
    correction: "Correction" / "更正单",
    no_plate: "No plate" / "没有车牌",
    received: "Received" / "收到",
    not_found_title: "No such sheet" / "没有这份单",
    not_found_text: "It may never have been delivered, or the address is not complete." / "也许还没送到，也许地址不完整。",
    locked_title: "A token opens the inbox" / "要用令牌打开",
    locked_text: "Sign in with any user name and the token of a tablet as the password." / "用户名随意，密码填平板的令牌。",
    broken_title: "This did not work" / "没有打开",
    broken_text: "Nothing is lost. Try again in a moment; the receiver's log says what happened." / "数据都在。过一会儿再试，后台日志里有原因。",
    unreadable_title: "This sheet cannot be shown" / "这份单显示不了",
    unreadable_text: "It is kept as it was received, but it does not pass the checks of this receiver: it follows another version of the contract, or the database was changed. This is what differs:" / "内容按收到时的原样保存着，但过不了现在的检查：可能是另一个合约版本，也可能数据库被改过。不一致的地方：",
    back: "Back to the list" / "回到列表",

    short_code: "Short code" / "短码",
    signed_at: "Signed" / "签字",
    opened_at: "Opened" / "开始接车",
    advisor: "Advisor" / "服务顾问",
    shop: "Shop" / "门店",
    tablet: "Tablet" / "平板",
    superseded_by: "A correction of this sheet has arrived." / "这份单已有更正单。",
    supersedes: "This sheet corrects an earlier one." / "这份单更正了之前的一份。",
    see_it: "Open it" / "去看",
    reason: "Reason" / "原因",

    arrival: "Arrival" / "到店",
    mode: "How it came" / "到店方式",
    booking: "Appointment" / "预约",
    appointment_reference: "Appointment number" / "预约号",
    appointed_at: "Appointed for" / "预约时间",
    covers: "Covers" / "三件套",
    seat_cover: "Seat" / "座椅套",
    steering_wheel_cover: "Steering wheel" / "方向盘套",
    floor_mat_cover: "Floor mat" / "脚垫",
    none: "None" / "没有",
    yes: "Yes" / "是",
    no: "No" / "否",

    customer: "Customer" / "客户",
    owner: "Owner" / "车主",
    brought_by: "Brought by" / "送修人",
    name: "Name" / "姓名",
    phones: "Phone" / "电话",
    email: "E-mail" / "邮箱",
    address: "Address" / "地址",
    company: "Company" / "单位",
    relation: "Relation to the car" / "与车的关系",
    reads: "Language" / "语言",
    preferred_channel: "Prefers" / "联系偏好",
    call_window: "Calls between" / "方便接电话",
    member_level: "Member level" / "会员等级",
    first_visit_on: "First visit" / "首次到店",
    changed_fields: "File to update" / "客户信息需更新",

    vehicle: "Vehicle" / "车辆",
    plate: "Plate" / "车牌",
    make_model: "Model" / "车型",
    colour: "Colour" / "颜色",
    powertrain: "Powertrain" / "动力",
    body_type: "Body" / "车身",
    driver_side: "Driver's side" / "驾驶位",
    first_registered_on: "First registered" / "初次登记",
    odometer: "Odometer" / "里程",
    fuel: "Fuel" / "油量",
    charge: "Charge" / "电量",
    charge_port: "Charge port" / "充电口",
    charge_cable: "Charging cable" / "充电线",
    insurance_expires_on: "Insured until" / "保险到期",
    next_maintenance: "Next service" / "下次保养",
    warranty: "Warranty" / "质保",

    visit: "Visit" / "本次来店",
    kinds_of_work: "Kinds of work" / "维修类别",
    comeback_of: "Comeback of" / "返工，对应",
    waiting: "Customer" / "客户等待",
    loan_car: "Loan car" / "代步车",
    contact: "Reach the customer" / "联系客户",

    concerns: "Concerns" / "问诊",
    no_concerns: "No concern was mentioned." / "客户没有提到问题。",
    earlier_attempts: "Tried before" / "之前修过",
    lamp_shown: "Lamp lit" / "亮灯",
    lamp_not_shown: "No lamp lit" / "没有亮灯",

    walkaround: "Walk-around" / "环车检查",
    stations: "Stations" / "各站",
    marks: "Marks" / "标记",
    no_marks: "No damage was marked." / "没有标记损伤。",
    mark: "Mark" / "标记",
    place: "Place" / "部位",
    damage: "Damage" / "损伤",
    severity: "Severity" / "程度",
    size: "Size" / "大小",
    origin: "Origin" / "来源",
    photos: "Photos" / "照片",
    said_by_customer: "Customer" / "客户确认",
    not_answered: "not answered" / "没有确认",
    not_placed: "not on a drawing" / "图上没有位置",
    continues_mark: "as on an earlier sheet" / "上一份单上就有",
    no_drawing_app: "The drawing is not shown: this receiver serves no app to take it from." / "这里没有部署应用，车图显示不了。",
    no_drawing_body: "There is no drawing of this body." / "没有这种车身的图。",
    drawing_changed: "The drawing has been redrawn since; pins may stand a little off." / "车图后来改过，标记位置可能略有偏差。",
    seen_no_damage: "Seen, no damage" / "看过，无损伤",
    not_inspected: "Not inspected" / "没有检查",
    not_accessible: "Could not be seen" / "看不到",
    known_before: "Known before" / "之前就有",

    wheels: "Wheels" / "轮胎",
    no_wheels: "No wheel was measured." / "没有量轮胎。",
    tread: "Tread" / "花纹",
    pressure: "Pressure" / "胎压",
    made: "Made" / "生产",
    tyre_damaged: "Tyre damaged" / "轮胎有伤",
    rim_damaged: "Rim damaged" / "轮毂有伤",
    below_limit: "below the limit of 1.6 mm" / "低于 1.6 mm 下限",
    guided_photos: "Guided photos" / "引导拍摄",
    skipped: "not taken" / "没拍",
    other_photos: "Other attachments" / "其他附件",

    cabin: "Cabin and belongings" / "车内与物品",
    lamps: "Warning lamps" / "警示灯",
    lamps_not_checked: "not looked at" / "没有看",
    no_lamps: "none lit" / "都没亮",
    functions: "Functions" / "功能",
    interior: "Interior" / "内饰",
    accessories: "Accessories" / "随车物品",
    valuables: "Valuables" / "贵重物品",
    reminder_spoken: "Reminder spoken" / "提醒过",
    note: "Note" / "备注",

    work: "Work and promise" / "项目与承诺",
    no_lines: "No work was written down." / "没有写项目。",
    description: "Work" / "项目",
    parts: "Parts" / "配件",
    payer: "Payer" / "付费方",
    labour: "Labour" / "工时",
    price: "Price" / "价格",
    price_open: "to be quoted" / "待报价",
    net: "Net" / "未税",
    tax: "Tax" / "税",
    gross: "Total" / "合计",
    deposit: "Deposit" / "定金",
    deviation: "Allowed deviation" / "允许超出",
    promise: "Ready by" / "取车时间",
    consents: "Consents" / "客户同意",
    checks: "Contradictions pointed out" / "提示过的矛盾",
    left_open: "left open" / "没有处理",
    complaint: "Complaint" / "抱怨",
    first_contact_due: "First contact by" / "首次联系截止",
    call_back_due: "Call back by" / "回访截止",
    follow_up: "Follow-up" / "回访",

    handover: "Handover" / "交车",
    intake_sheet: "Intake sheet" / "对应接车单",
    promised_at: "Promised for" / "承诺时间",
    parts_shown: "Replaced parts shown" / "旧件给客户看过",
    differences: "Differences" / "与接车时不同",
    no_differences: "Nothing differs." / "没有不同。",

    agreed: "Agreed and signed" / "确认与签字",
    refused: "refused" / "拒签",
    partly_blurred: "partly blurred when it was taken in" / "接车时打了码",
    carried_signature: "The customer had signed the earlier sheet" / "客户签过之前那份",
    signed_for_other: "given for earlier content" / "签的是之前的内容",
    steps: "Steps" / "各步用时",

    evidence: "Evidence" / "存证",
    content_digest: "Content digest" / "内容摘要",
    seal_digest: "Seal digest" / "封存摘要",
    device_key: "Tablet's key" / "平板密钥",
    signature_holds: "Digests and the tablet's signature agree with what was received." / "摘要和平板签名都与收到的内容一致。",
    reference: "Number" / "编号",
    sheet_id: "Sheet" / "单号",
    visit_id: "Visit" / "车次",
    template: "Checklist" / "检查表",
    contract_version: "Contract" / "合约版本",
    warnings: "Notes of the receiver" / "后台备注",
    raw_json: "JSON as received" / "收到的 JSON 原文",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_finds_its_language() {
        assert_eq!(Language::of_tag("zh-CN"), Some(Language::Chinese));
        assert_eq!(Language::of_tag(" zh_Hans;q=0.9"), None, "an underscore is no separator of BCP 47");
        assert_eq!(Language::of_tag("EN-gb;q=0.8"), Some(Language::English));
        assert_eq!(Language::of_tag("de"), None);
    }
}

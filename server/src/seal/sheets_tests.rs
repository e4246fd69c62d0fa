//! Three people keep a sheet each; two of them meet and type. One comes alone; one brings the sheet of another house.

use super::*;

fn typed(sheet: &Sheet) -> String {
    sheet.lines.iter().map(|line| alphabet::group(line, 4)).collect::<Vec<_>>().join("\r\n").to_lowercase()
}

fn refused(typed: &[&str], known: Option<&PublicKey>) -> (&'static str, String) {
    match private_key(typed, known) {
        Err(Error::Invalid(code, value)) => (code, value),
        other => panic!("{:?}", other.map(|key| key.public())),
    }
}

#[test]
fn any_two_sheets_open_what_the_kit_opens_however_they_are_typed() {
    let kit = Kit::new();
    let sheets: Vec<String> = Sheet::of(&kit).iter().map(typed).collect();
    for (one, other) in [(0, 1), (0, 2), (1, 2), (2, 0)] {
        let (one, other) = (sheets[one].as_str(), sheets[other].as_str());
        let in_one = format!("{one}\n\n{other}\n");
        let in_a_row = in_one.replace("\r\n", " ").replace('\n', "");
        for typed in [vec![one, other], vec![in_one.as_str()], vec![in_a_row.as_str()], vec!["", one, other]] {
            assert_eq!(private_key(&typed, None).unwrap().public(), kit.public);
            assert_eq!(private_key(&typed, Some(&kit.public)).unwrap().public(), kit.public);
        }
    }
    let all: Vec<&str> = sheets.iter().map(String::as_str).collect();
    assert_eq!(private_key(&all, None).unwrap().public(), kit.public, "three as well");
    let blocks = kit.blocks.join(" ");
    assert_eq!(private_key(&[&blocks, ""], None).unwrap().public(), kit.public, "control: and the kit itself");
}

#[test]
fn numbers_that_a_list_prints_are_left_out_and_nothing_else_is() {
    let kit = Kit::new();
    let numbered = |end: &str| {
        let blocks = kit.blocks.iter().enumerate().map(|(at, block)| format!("{}{end} {block}", at + 1));
        blocks.collect::<Vec<_>>()
    };
    for list in [numbered(".").join("\n"), numbered(")").join("   "), numbered("").join("\n"), kit.blocks.join("\n")] {
        assert_eq!(private_key(&[without_numbers(&list).as_str()], None).unwrap().public(), kit.public, "{list}");
    }
    assert!(private_key(&[&numbered(".").join("\n")], None).is_err(), "control: with them it is no kit");
    let sheets = Sheet::of(&kit);
    let lines = |sheet: &Sheet| {
        let lines = sheet.lines.iter().enumerate().map(|(at, line)| format!("{}-{} {line}\n", sheet.number, at + 1));
        lines.collect::<String>()
    };
    let both = lines(&sheets[0]) + &lines(&sheets[2]);
    assert_eq!(private_key(&[without_numbers(&both).as_str()], None).unwrap().public(), kit.public);
    let plain = format!("{}\n{}", typed(&sheets[0]), typed(&sheets[1]));
    assert_eq!(*without_numbers(&plain), plain.replace("\r\n", "\n"), "control: as it is");
}

#[test]
fn one_sheet_alone_opens_nothing_and_says_so() {
    let kit = Kit::new();
    for sheet in Sheet::of(&kit) {
        let text = typed(&sheet);
        let alone = ("sheet-alone", sheet.number.to_string());
        assert_eq!(refused(&[&text], Some(&kit.public)), alone);
        let twice = ("sheet-twice", sheet.number.to_string());
        assert_eq!(refused(&[&text, &text], None), twice, "typed twice it is one still");
    }
    assert_eq!(refused(&["", " "], None).0, "kit-empty");
}

#[test]
fn a_slip_names_its_line_and_the_other_lines_stay() {
    let kit = Kit::new();
    let mut sheets = Sheet::of(&kit);
    for (sheet, line) in [(1, 0), (1, 4), (2, 6)] {
        let other = if sheets[sheet].lines[line].ends_with('A') { "B" } else { "A" };
        sheets[sheet].lines[line].replace_range(8..9, other);
    }
    let (second, third) = (typed(&sheets[1]), typed(&sheets[2]));
    assert_eq!(refused(&[&second, &third], None), ("sheet-line-wrong", "2-1, 2-5, 3-7".into()));
    let shown = without_slips(&second);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[4]), (7, BLANK, BLANK));
    assert_eq!(lines[1], alphabet::group(&sheets[1].lines[1], 4));
    assert_eq!(refused(&[&shown, &third], None).1, "2-1, 2-5, 3-7", "what is not filled in is a slip still");
    assert_eq!(without_slips(&kit.blocks.join(" ")), Kit::without_slips(&kit.blocks.join(" ")), "control");
}

#[test]
fn a_slip_is_mended_by_its_line_alone() {
    let kit = Kit::new();
    let sheets = Sheet::of(&kit);
    let mut slipped = sheets[0].lines.clone();
    slipped[2].pop();
    slipped[5] = slipped[4].clone();
    let first = slipped.join("\n");
    assert_eq!(refused(&[&first, &typed(&sheets[1])], None), ("sheet-line-wrong", "1-3, 1-6".into()));
    let mended = mend(&mend(&first, &sheets[0].lines[2].to_lowercase()), &sheets[0].lines[5]);
    assert_eq!(private_key(&[&mended, &typed(&sheets[1])], None).unwrap().public(), kit.public);
    let mut blocks = kit.blocks.clone();
    blocks.swap(3, 4);
    let mended = mend(&mend(&blocks.join(" "), &kit.blocks[3]), &kit.blocks[4]);
    assert_eq!(private_key(&[&mended], None).unwrap().public(), kit.public, "a kit by its blocks");
}

#[test]
fn lines_that_were_exchanged_or_left_out_are_noticed() {
    let sheets = Sheet::of(&Kit::new());
    let mut exchanged = sheets[0].lines.clone();
    exchanged.swap(2, 3);
    assert_eq!(refused(&[&exchanged.join("\n"), &typed(&sheets[1])], None).1, "1-3, 1-4");
    let mut foreign = sheets[0].lines.clone();
    foreign[3].clone_from(&sheets[1].lines[3]);
    assert_eq!(refused(&[&foreign.join("\n"), &typed(&sheets[1])], None).1, "1-4", "a line of another sheet");
    let short = sheets[0].lines[..6].join("\n");
    assert_eq!(refused(&[&short, &typed(&sheets[1])], None), ("sheet-incomplete", "54".into()));
}

#[test]
fn a_sheet_of_another_kit_is_told() {
    let (kit, other) = (Kit::new(), Kit::new());
    let (own, foreign) = (Sheet::of(&kit), Sheet::of(&other));
    let (own, foreign) = (typed(&own[0]), typed(&foreign[1]));
    assert_eq!(refused(&[&own, &foreign], Some(&kit.public)), ("sheet-other", "2".into()));
    assert_eq!(refused(&[&foreign], Some(&kit.public)), ("sheet-other", "2".into()), "alone, too");
    assert_eq!(refused(&[&own, &foreign], None).0, "sheets-differ", "nobody knows which is wrong");
}

#[test]
fn sheets_of_one_kit_that_were_drawn_at_different_times_do_not_go_together() {
    let kit = Kit::new();
    let (before, after) = (Sheet::of(&kit), Sheet::of(&kit));
    assert_eq!(refused(&[&typed(&before[0]), &typed(&after[1])], None), ("sheets-unfit", "1, 2".into()));
    assert!(private_key(&[&typed(&after[0]), &typed(&after[1])], None).is_ok(), "control");
}

#[test]
fn a_kit_or_a_sheet_is_whole_when_its_letters_or_lines_are_there() {
    let kit = Kit::new();
    let sheet = &Sheet::of(&kit)[0];
    assert!(is_whole(&kit.blocks.join("\n")) && !is_whole(&kit.blocks[1..].join("\n")));
    assert!(is_whole(&sheet.lines.join("\n")) && !is_whole(&sheet.lines[1..].join("\n")));
    let mut short = sheet.lines.clone();
    short[3].pop();
    assert!(is_whole(&short.join("\n")), "with a letter missing the line is named afterwards");
    assert!(is_sheet(&sheet.lines.join("")) && !is_sheet(&kit.blocks.join("")) && !is_sheet(""));
}

#[test]
fn the_last_line_typed_back_is_recognised() {
    let sheets = Sheet::of(&Kit::new());
    assert!(sheets[0].ends_with(&alphabet::group(&sheets[0].lines[6], 4).to_lowercase()));
    assert!(!sheets[0].ends_with(&sheets[1].lines[6]) && !sheets[0].ends_with(""));
}

#[test]
fn sheets_printed_today_open_for_ever() {
    let slopes: Bytes = Zeroizing::new(std::array::from_fn(|place| (place as u8).wrapping_mul(7).wrapping_add(200)));
    let kit = Kit::of(Zeroizing::new([9; BYTES]));
    let made = shares::along(&kit.seed, &slopes);
    for ((number, share), printed) in made.iter().zip(PRINTED) {
        assert_eq!(Sheet::print(*number, &mark(&kit.public), share).lines.join(" "), printed);
    }
    let opened = private_key(&[PRINTED[0], PRINTED[2]], None).unwrap();
    assert_eq!(alphabet::write(opened.as_bytes()), "C029NFEV3MAHMFCT188SEZRCBWMKTECSWEA2FN3NSY4G5MSAC46G");
}

/// Of a program in another language, written from the description alone.
const PRINTED: [&str; 3] = [
    "1WQXMQ66Z R73DZN7DB WBXZ028E8 0WE1AAH32 70RKCKT42 BN96PR3SD FSVRS1CTJ",
    "2WQXMQ664 GA6BXA6TQ RKVE0287Y 2MHK2KTX7 DDWQF1CKK M6ZWVPZ9P WZTHG2HM0",
    "3WQXMQ66X 991PGX9Y5 5W21J2800 3CV2TV3QR B90MHGYYH YQJAZCMSQ J25SV1N73",
];

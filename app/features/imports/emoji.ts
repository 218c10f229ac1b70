/** Emoji by the names that Discourse writes between colons. */
const names = `
smile 😄 slight_smile 🙂 smiley 😃 grinning 😀 grin 😁 laughing 😆 joy 😂 rofl 🤣 wink 😉 blush 😊 innocent 😇 heart_eyes 😍
thinking 🤔 neutral_face 😐 expressionless 😑 no_mouth 😶 smirk 😏 roll_eyes 🙄 grimacing 😬 relieved 😌 pensive 😔 sleepy 😪
confused 😕 slightly_frowning_face 🙁 frowning ☹️ open_mouth 😮 astonished 😲 flushed 😳 cry 😢 sob 😭 scream 😱 sweat 😓
sweat_smile 😅 disappointed 😞 weary 😩 tired_face 😫 angry 😠 rage 😡 sunglasses 😎 nerd_face 🤓 stuck_out_tongue 😛
stuck_out_tongue_winking_eye 😜 yum 😋 hugs 🤗 zipper_mouth_face 🤐 upside_down_face 🙃 face_with_monocle 🧐 exploding_head 🤯
partying_face 🥳 shushing_face 🤫 shrug 🤷 man_shrugging 🤷‍♂️ facepalm 🤦 robot 🤖 ghost 👻 skull 💀 alien 👽 poop 💩
+1 👍 -1 👎 thumbsup 👍 thumbsdown 👎 clap 👏 raised_hands 🙌 pray 🙏 ok_hand 👌 wave 👋 muscle 💪 point_up ☝️ point_right 👉
point_left 👈 point_down 👇 handshake 🤝 crossed_fingers 🤞 v ✌️ fist ✊ facepunch 👊 eyes 👀 brain 🧠
heart ❤️ green_heart 💚 blue_heart 💙 purple_heart 💜 yellow_heart 💛 orange_heart 🧡 broken_heart 💔 fire 🔥 sparkles ✨ star ⭐
star2 🌟 zap ⚡ boom 💥 tada 🎉 confetti_ball 🎊 gift 🎁 trophy 🏆 medal_sports 🏅 dart 🎯 rocket 🚀 bulb 💡 warning ⚠️
rotating_light 🚨 exclamation ❗ question ❓ heavy_check_mark ✔️ white_check_mark ✅ ballot_box_with_check ☑️ x ❌ no_entry ⛔
no_entry_sign 🚫 heavy_plus_sign ➕ heavy_minus_sign ➖ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ 100 💯
chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 memo 📝 pencil2 ✏️ books 📚 book 📖 page_facing_up 📄
link 🔗 lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 gear ⚙️ hammer_and_wrench 🛠️ mag 🔍 hourglass ⌛ alarm_clock ⏰ calendar 📅
bell 🔔 loudspeaker 📢 mega 📣 email 📧 inbox_tray 📥 outbox_tray 📤 package 📦 computer 💻 bug 🐛 construction 🚧 globe_with_meridians 🌐
earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 sunny ☀️ rainbow 🌈 snowflake ❄️ seedling 🌱 deciduous_tree 🌳 unicorn 🦄 panda_face 🐼
whale 🐳 dolphin 🐬 turtle 🐢 snail 🐌 bee 🐝 butterfly 🦋 cat 🐱 dog 🐶 monkey 🐒 see_no_evil 🙈 bear 🐻 coffee ☕ beers 🍻 pizza 🍕
popcorn 🍿 money_with_wings 💸 moneybag 💰 dollar 💵 gem 💎 bank 🏦 crystal_ball 🔮 scales ⚖️ shield 🛡️ crossed_swords ⚔️
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ red_circle 🔴 green_circle 🟢 large_blue_circle 🔵
`;

const words = names.trim().split(/\s+/);
const byName = new Map(words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1]!] as const] : [])));

/** The emoji of this name, without its colons and its tone of skin; undefined where it is not known. */
export const emojiNamed = (name: string): string | undefined => byName.get(name.replace(/:t[1-6]$/, ""));

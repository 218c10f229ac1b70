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
slightly_smiling_face 🙂 relaxed ☺️ smiling_face ☺️ unamused 😒 mrgreen 😁 smiling_imp 😈 imp 👿 face_with_raised_eyebrow 🤨 star_struck 🤩 crazy_face 🤪
zany_face 🤪 woozy_face 🥴 disappointed_relieved 😥 relieved_face 😌 confounded 😖 fearful 😨 cold_sweat 😰 worried 😟 persevere 😣 frowning_face ☹️
frowning_with_open_mouth 😦 anguished 😧 hushed 😯 sleeping 😴 dizzy_face 😵 mask 😷 nauseated_face 🤢 nerd 🤓 kissing_heart 😘 kissing 😗 cowboy_hat_face 🤠
stuck_out_tongue_closed_eyes 😝 money_mouth_face 🤑 lying_face 🤥 drooling_face 🤤 smiling_face_with_three_hearts 🥰 pleading_face 🥺 hot_face 🥵 cold_face 🥶
yawning_face 🥱 face_in_clouds 😶‍🌫️ saluting_face 🫡 melting_face 🫠 face_with_peeking_eye 🫣 triumph 😤 flexed_biceps 💪 man_facepalming 🤦‍♂️ woman_facepalming 🤦‍♀️
woman_shrugging 🤷‍♀️ bowing_man 🙇‍♂️ bow 🙇 man_in_tuxedo 🤵 construction_worker_man 👷‍♂️ zombie 🧟 vulcan_salute 🖖 metal 🤘 love_you_gesture 🤟 call_me_hand 🤙
open_hands 👐 raised_hand ✋ nail_care 💅 ear 👂 writing_hand ✍️ dancer 💃 baby 👶 speak_no_evil 🙉 hear_no_evil 🙉 clown_face 🤡 space_invader 👾 alien_monster 👾
dizzy 💫 sweat_drops 💦 dash 💨 zzz 💤 speech_balloon 💬 thought_balloon 💭 anger 💢 hole 🕳️ radioactive ☢️ stop_sign 🛑 construction_site 🏗️ white_flag 🏳️
checkered_flag 🏁 triangular_flag_on_post 🚩 heavy_dollar_sign 💲 credit_card 💳 chains ⛓️ pick ⛏️ axe 🪓 knife 🔪 pill 💊 syringe 💉 dna 🧬 microscope 🔬 telescope 🔭
satellite 🛰️ battery 🔋 electric_plug 🔌 desktop_computer 🖥️ floppy_disk 💾 cd 💿 printer 🖨️ keyboard ⌨️ iphone 📱 phone ☎️ tv 📺 camera 📷 video_camera 📹 movie_camera 🎥
mag_right 🔎 paperclip 📎 pushpin 📌 round_pushpin 📍 scissors ✂️ pencil 📝 scroll 📜 newspaper 📰 notebook 📓 green_book 📗 blue_book 📘 closed_book 📕 bookmark 🔖 label 🏷️
clipboard 📋 calendar_spiral 🗓️ date 📅 file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ wastebasket 🗑️ envelope ✉️ mailbox 📫 ballot_box 🗳️ closed_lock_with_key 🔐
musical_note 🎵 notes 🎶 guitar 🎸 game_die 🎲 video_game 🎮 joystick 🕹️ art 🎨 magic_wand 🪄 performing_arts 🎭 1st_place_medal 🥇 2nd_place_medal 🥈 3rd_place_medal 🥉 soccer ⚽
goal_net 🥅 balloon 🎈 birthday 🎂 cake 🍰 champagne 🍾 clinking_glasses 🥂 beer 🍺 wine_glass 🍷 tea 🍵 cookie 🍪 doughnut 🍩 banana 🍌 apple 🍎 lemon 🍋 avocado 🥑
hot_pepper 🌶️ mushroom 🍄 sushi 🍣 spoon 🥄 sunflower 🌻 rose 🌹 cherry_blossom 🌸 four_leaf_clover 🍀 cactus 🌵 palm_tree 🌴 evergreen_tree 🌲 christmas_tree 🎄 leaves 🍃
volcano 🌋 ocean 🌊 cloud ☁️ umbrella ☔ snowman ⛄ full_moon 🌕 new_moon 🌑 crescent_moon 🌙 milky_way 🌌 comet ☄️ tropical_fish 🐠 fish 🐟 whale2 🐋 octopus 🐙 crab 🦀
penguin 🐧 chicken 🐔 rabbit 🐰 sheep 🐑 horse 🐴 racehorse 🐎 bat 🦇 owl 🦉 eagle 🦅 fox_face 🦊 lion 🦁 tiger 🐯 wolf 🐺 pig 🐷 elephant 🐘 llama 🦙 sloth 🦥 t_rex 🦖
ant 🐜 spider 🕷️ crying_cat_face 😿 pouting_cat 😾 joy_cat 😹 car 🚗 bus 🚌 bike 🚲 ship 🚢 airplane ✈️ flight_arrival 🛬 helicopter 🚁 house 🏠 office 🏢 factory 🏭 world_map 🗺️
large_orange_diamond 🔶 large_blue_diamond 🔷 small_red_triangle 🔺 small_red_triangle_down 🔻 white_circle ⚪ black_circle ⚫ yellow_circle 🟡 orange_circle 🟠 purple_circle 🟣
green_square 🟩 red_square 🟥 white_large_square ⬜ black_large_square ⬛ heavy_multiplication_x ✖️ negative_squared_cross_mark ❎ bangbang ‼️ interrobang ⁉️ grey_question ❔
arrow_upper_right ↗️ arrow_lower_right ↘️ left_right_arrow ↔️ arrows_counterclockwise 🔄 repeat 🔁 fast_forward ⏩ pause_button ⏸️ arrow_forward ▶️ stopwatch ⏱️ timer_clock ⏲️ watch ⌚
hourglass_flowing_sand ⏳ recycle ♻️ infinity ♾️ copyright ©️ registered ®️ tm ™️ information_source ℹ️ ok 🆗 new 🆕 cool 🆒 free 🆓 up 🆙 sos 🆘 top 🔝 soon 🔜 end 🔚 ten 🔟
one 1️⃣ two 2️⃣ three 3️⃣ four 4️⃣ five 5️⃣ six 6️⃣ seven 7️⃣ eight 8️⃣ nine 9️⃣ zero 0️⃣ red_circle 🔴 green_circle 🟢 large_blue_circle 🔵
`;

const words = names.trim().split(/\s+/);
const byName = new Map(words.flatMap((name, index) => (index % 2 === 0 ? [[name, words[index + 1]!] as const] : [])));

/** The emoji of this name, without its colons and its tone of skin; undefined where it is not known. */
export const emojiNamed = (name: string): string | undefined => byName.get(name.replace(/:t[1-6]$/, ""));

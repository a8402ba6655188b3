/**
 * Passwords and the words in them that are tried first everywhere, after the public lists of leaked ones. Lower case;
 * what they become by adding digits or signs is refused by rule.
 */
const COMMON = `
000000000 0987654321 1029384756 11111111 111111111 1111111111 111222333 11223344 1122334455 112233445566 121212121
12121212 123123123 123123123123 12341234 123412345 1234512345 12345678 123456789 1234567890 12345678910 123456789a
1234abcd 1234qwer 123654789 123698745 123qweasd 123qweasdzxc 12qwaszx 1357924680 13579246 147258369 147852369 159357456
159753456 172839456 18273645 19283746 1q1q1q1q 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2
20202020 22222222 2wsx3edc 321321321 33333333 42424242 44444444 456456456 55555555 66666666 77777777 741852963 78787878
789456123 789789789 84268426 87654321 88888888 963852741 987654321 9876543210 98765432 99999999 999999999
a1b2c3d4 a1b2c3d4e5 a1s2d3f4 a123456789 aa123456 aaaaaaaa abababab abc12345 abc123456 abcabcabc abcd1234 abcd12345
abcdefgh abcdefghi access admin admin123 administrator adobe123 alexander alexandra alexis alphabet amanda america
amazing anderson andrea angel angela angels animal anthony apple arsenal asdasdasd asdf1234 asdfasdf asdfghjk asdfghjkl
asdqwe123 ashley august austin azerty azertyuiop babygirl bailey banana barcelona baseball basketball batman beautiful
benjamin bismillah biteme blahblah blessed blink182 blueberry bonjour boomer boston brandon brooklyn bubbles buddy
buster butterfly camaro cameron canada carolina catherine changeme charles charlie charlotte cheese chelsea chicago
chicken chocolate chris christian christine christopher classroom coffee colorado computer cookie cookies corvette
courtney cowboys cricket crystal dallas daniel danielle darkness december default diamond dolphin dolphins donald dragon
dragonball eagles eastside einstein elephant elizabeth eminem england enter estrella everton facebook falcons family
february ferrari fishing flamingo flower flowers football forever fortnite france freedom friday friend friends fuckyou
fuckyou2 gabriel gangster garfield genesis george ginger goldfish golfer google grandma graduate guitar gunners hamster
handsome hannah happiness happy harley heather hello helloworld history hockey holiday homework hottie hunter iceman
iloveme iloveu iloveyou iloveyou2 iloveyou1 internet ireland isabella jackass jackson jaguar jamaica james january jasmine
jehovah jennifer jeremiah jessica jesus jesuschrist jonathan jordan jordan23 joseph joshua juventus kawasaki kenya killer
killers kimberly kitten knight ladybug lakers laptop lauren learning letmein letmein1 liberty library lifehack linkedin
liverpool london lovelove lovely loveme lovers loveyou maddison madison maggie manager manchester marina marlboro martin
mathematics matrix matthew maverick mercedes metallica michael michelle mickey midnight mihaela minecraft monday money
monitor monkey monster moonlight morgan motorola mountain mustang naruto natasha nathan newyork nicholas nicole nintendo
nothing november october office oliver olivia orange p@ssw0rd p@ssword pa$$w0rd pa55word panther paradise parola
pass1234 passer passion passpass passw0rd password passwort patricia patrick peanut pepper phoenix picture playboy
player pokemon police porsche poohbear popcorn portugal precious president prince princess principal private pumpkin
purple q1w2e3r4 q1w2e3r4t5 qazqazqaz qazwsx qazwsxedc qazwsxedcrfv qq123456 qwaszx qweasd qweasdzxc qweqweqwe qwer1234
qwerasdf qwert qwert123 qwerty qwerty12 qwertyui qwertyuio qwertyuiop qwertz qwertzuiop rachel rainbow raiders ranger
rangers realmadrid rebecca registrar richard robert rockstar ronaldo root rosebud runescape samantha samsung samuel
saturday school schoolgraph schools scooby scooter scorpion secret security september server shadow shannon simple
skywalker slipknot snoopy snowball soccer sophie special spiderman spring stalker starwars station stella stephanie
steven student students success summer sunday sunflower sunshine superman superstar swordfish tamara taylor teacher
teachers teamo technology temp temppass tennis tequiero test tester testing testtest thailand thomas thunder tigger
tinkerbell tomorrow toyota trinity trustme trustno1 tuesday tweety unicorn universe user username valentina vanessa
veronica victoria vincent viper volcom voodoo warcraft warrior welcome welcome1 westside whatever william willow windows
winner winston winter wizard xbox360 xxxxxxxx yamaha yankees yellow youtube zaq12wsx zaq1zaq1 zxcvbn zxcvbnm zxcvbnm1
zzzzzzzz
`;

/** Whether it is one of the passwords that everybody tries. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(COMMON.trim().split(/\s+/));

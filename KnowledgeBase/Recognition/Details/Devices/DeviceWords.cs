using KnowledgeBase.Recognition.Scanning;

namespace KnowledgeBase.Recognition.Details.Devices;

/// <summary>Names of browsers, systems and devices as people write them, and as we write them.</summary>
internal static class DeviceWords
{
    public static readonly WordTable<string> Browsers = WordTable.OfNames("""
        chrome=Chrome crome=Chrome chrom=Chrome chorme=Chrome chrone=Chrome safari=Safari saffari=Safari safri=Safari firefox=Firefox firfox=Firefox mozilla=Firefox ie=Internet_Explorer
        opera=Opera brave=Brave duckduckgo=DuckDuckGo vivaldi=Vivaldi silk=Silk edge=Edge explorer=Internet_Explorer
        """);

    public static readonly WordTable<string> Systems = WordTable.OfNames("""
        windows=Windows win=Windows ios=iOS ipados=iPadOS android=Android andriod=Android androide=Android adroid=Android macos=macOS osx=macOS chromeos=ChromeOS linux=Linux ubuntu=Linux debian=Linux fedora=Linux
        """);

    public static readonly WordTable<string> MacNames = WordTable.OfNames("""
        tahoe=Tahoe sequoia=Sequoia sonoma=Sonoma ventura=Ventura monterey=Monterey catalina=Catalina mojave=Mojave sierra=Sierra yosemite=Yosemite
        """);

    /// <summary>What a device's name begins with.</summary>
    public static readonly WordTable<string> Heads = WordTable.OfNames("""
        iphone=iPhone iphones=iPhone ifone=iPhone ipad=iPad ipads=iPad ipod=iPod galaxy=Galaxy samsung=Samsung pixel=Pixel moto=Moto motorola=Motorola oneplus=OnePlus kindle=Kindle
        chromebook=Chromebook macbook=MacBook imac=iMac surface=Surface nexus=Nexus xperia=Xperia nokia=Nokia huawei=Huawei redmi=Redmi xiaomi=Xiaomi thinkpad=ThinkPad lenovo=Lenovo mac=Mac
        """);

    /// <summary>What a device's name goes on with.</summary>
    public static readonly WordTable<string> Tails = WordTable.OfNames("""
        pro=Pro max=Max plus=Plus mini=mini ultra=Ultra fe=FE air=Air lite=Lite se=SE xr=XR xs=XS x=X note=Note fold=Fold flip=Flip tab=Tab hd=HD fire=Fire galaxy=Galaxy pixel=Pixel g=G a=A s=S z=Z
        power=Power stylus=Stylus go=Go edge=Edge studio=Studio nord=Nord duo=Duo book=Book touch=touch
        """);

    /// <summary>Makers whose name alone names no device.</summary>
    public static readonly WordTable<bool> Makers = WordTable.Of("samsung motorola moto nokia huawei xiaomi lenovo surface pixel kindle nexus redmi galaxy");

    /// <summary>What turns a name round: "not Edge", "sin Chrome".</summary>
    public static readonly WordTable<bool> Denials = WordTable.Of("not no dont doesnt didnt havent hasnt isnt aint never without nunca sin ni nor");

    /// <summary>What may stand between a denial and the name: "don't have", "no estoy usando", "not on".</summary>
    public static readonly WordTable<bool> HavingWords = WordTable.Of("have has had own use using used got get run on in tengo tiene tenemos uso usa usamos usando utilizo es estoy en");

    public static readonly WordTable<bool> Adverbs = WordTable.Of("even really actually currently usually ever normally yet siquiera ni");

    public static readonly WordTable<bool> Articles = WordTable.Of("a an any the that el la un una ningun ese esa este");

    /// <summary>With these, it was never theirs.</summary>
    public static readonly WordTable<bool> IndefiniteArticles = WordTable.Of("a an any un una ningun ninguna");

    /// <summary>What one more name is joined with: "I don't have Chrome or Edge".</summary>
    public static readonly WordTable<bool> Alternatives = WordTable.Of("or nor o ni");

    /// <summary>Makers that stand in front of a name.</summary>
    public static readonly WordTable<bool> Brands = WordTable.Of("google microsoft mozilla apple samsung amazon");

    public static readonly WordTable<bool> VersionWords = WordTable.Of("version versions ver v vers release build");
}

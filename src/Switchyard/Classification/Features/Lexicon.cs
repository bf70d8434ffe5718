namespace Switchyard;

/// <summary>Words that say what a prompt asks for, by <see cref="Signal"/>. Looked up by hash, once per word.</summary>
internal static class Lexicon
{
    private const int Slots = 4096;
    private static readonly uint[] s_keys = new uint[Slots];
    private static readonly byte[] s_signals = new byte[Slots];

    static Lexicon()
    {
        Add(Signal.Negation, "not never except no nor neither without cannot isn't doesn't don't false incorrect");
        Add(Signal.Condition, "if unless suppose assume assuming given provided otherwise when whenever whether");
        Add(Signal.Distribution, "each every per apiece all both");
        Add(Signal.Comparison, "more less than fewer greater larger smaller higher lower longer shorter older younger compare versus between");
        Add(Signal.Multiple, "twice half double triple thrice third quarter dozen two three four five six times fifth fourth");
        Add(Signal.Total, "total altogether sum combined together overall entire");
        Add(Signal.Order, "after before then first next later initially remaining remain left rest finally originally last second until");
        Add(Signal.Asking, "which what who whom whose where");
        Add(Signal.Explaining, "why explain describe discuss justify argue reason because analyze analyse critique evaluate elaborate assess");
        Add(Signal.Superlative, "best most least likely primary primarily main mainly generally typically usually");
        Add(Signal.Truth, "true correct statement following above none accurate valid");
        Add(Signal.Person, "he she his her him man woman boy girl friend mother father brother sister");
        Add(Signal.Time, "hour day week month year minute second daily weekly monthly morning night today yesterday tomorrow");
        Add(Signal.Money, "cost price dollar pay paid buy bought sell sold spend spent cent earn money cheap expensive");
        Add(Signal.Rate, "speed rate percent percentage average ratio mean median proportion fraction interest discount mph km");
        Add(Signal.Proof, "prove proof theorem lemma derive show demonstrate disprove contradiction induction corollary");
        Add(Signal.Computation, "calculate compute solve find determine estimate approximate simplify");
        Add(Signal.Mathematics, "integral matrix function polynomial probability equation derivative vector integer prime set group ring field "
            + "triangle circle angle graph sequence converge variance distribution continuous eigenvalue modulo limit algebra geometry");
        Add(Signal.Physics, "energy force mass velocity acceleration electron proton atom molecule reaction temperature pressure voltage current "
            + "magnetic electric wave wavelength frequency mole acid ion bond gas entropy charge light lens circuit");
        Add(Signal.Biology, "cell gene protein dna rna species enzyme organism membrane bacteria evolution plant animal population hormone chromosome");
        Add(Signal.Legal, "court law statute plaintiff defendant contract liable liability negligence attorney constitutional constitution "
            + "jurisdiction tort clause sue sued suit jury judge evidence property owner crime treaty legal congress amendment");
        Add(Signal.Medical, "patient symptom diagnosis disease treatment blood clinical drug dose surgery therapy pain syndrome physician "
            + "chronic infection cancer medication examination hospital fever");
        Add(Signal.Financial, "tax stock bond market income asset profit revenue demand supply inflation bank loan investment share dividend "
            + "accounting firm monopoly gdp fiscal monetary company shareholder");
        Add(Signal.History, "war century empire king revolution treaty president government political party soviet colonial slavery passage author");
        Add(Signal.CodeWord, "def return class import while else elif lambda async await void int string bool var const null none append "
            + "print range len loop array list dict code bug compile exception thread regex sql select join algorithm recursion");
        Add(Signal.CodeLanguage, "python javascript typescript java csharp rust golang ruby php kotlin swift bash html css haskell scala");
        Add(Signal.Creation, "write create generate implement draft compose design build develop make produce invent");
        Add(Signal.Transformation, "translate summarize summarise rewrite extract classify paraphrase convert shorten correct proofread list name identify");
        Add(Signal.OutputForm, "json table csv xml yaml markdown bullet format schema essay poem story report email outline");
        Add(Signal.Constraint, "must exactly only ensure required limit maximum minimum avoid should shall constraint requirement strictly always");
        Add(Signal.FirstPerson, "i my me mine we our us i'm i've");
        Add(Signal.English, "the of and to in is a an was were are that this with for on by from as at it be or have has had");
        Add(Signal.OtherLanguage, "de la el los las les der die das und le que en une un est pas por para con não nicht ist wie qué och het een di il "
            + "che sono du des pour dans avec sur ein eine den zu auf mit sich uma os na em como mais ich você von wo wer warum wir sie für nach é qual são pelo pela isso muito está quel quelle cosa perché dove porque dónde waarom hoe wat");
        Add(Signal.Turn, "user assistant system human ai bot customer agent");
        Add(Signal.Attachment, "image attachment attached screenshot photo pdf picture diagram figure file audio video");
        Add(Signal.Moral, "moral wrong ethical morally ought virtue duty ethic standard scenario");
        Add(Signal.Logic, "argument premise conclusion imply logically entail fallacy necessarily clue puzzle formula");
        Add(Signal.Quantity, "many much number amount how");
        Add(Signal.Pronoun, "they them their it's its you your");
        Add(Signal.Courtesy, "hello hi hey dear thanks thank please greetings kindly welcome");
    }

    /// <summary>The signal a word stands for, or <see cref="Signal.Count"/> for none.</summary>
    public static Signal Find(uint word)
    {
        for (var i = (int)(word & (Slots - 1)); s_keys[i] != 0; i = (i + 1) & (Slots - 1))
        {
            if (s_keys[i] == word) return (Signal)s_signals[i];
        }

        return Signal.Count;
    }

    private static void Add(Signal signal, string words)
    {
        foreach (var word in words.Split(' '))
        {
            var key = WordHash.Of(word);
            if (Find(key) != Signal.Count) continue;
            var i = (int)(key & (Slots - 1));
            while (s_keys[i] != 0) i = (i + 1) & (Slots - 1);
            s_keys[i] = key;
            s_signals[i] = (byte)signal;
        }
    }
}

namespace Switchyard;

/// <summary>Tells the two written forms of Chinese apart: tokenizers join the characters of simplified text far more often.</summary>
internal static class TextHan
{
    // The most frequent characters whose simplified form differs; many are Japanese too. They only have to be common, not complete.
    private const string Traditional =
        "個們這來說時會後對開關點過還與種電網體裡麼樣實學國當經從無為於發現動長見頭問題間東車話語請讓認識進運遠選連達違適邊難離雲風飛飯馬驗" +
        "書員買賣貴費資質貨責賽處號萬業樂機權歡歲氣沒決測準漢灣熱燈營爭爾獨獲環產畫異療盡監盤確禮離積稱窮競筆節簡簽類級紅紙組細終結給統絲" +
        "綠維線練總績織繼續罰習聞聯聲職腦興舉舊藝藥蘭蟲術衛裝複規視覺觀計訊記設許試該詳誤課談調論證評護讀變豐負財貧軍輕輛輸轉辦農遲郵鄉配" +
        "醫釋鋼錢錄錯鍵鎖鏈鐘鐵門閉閱陽階際隊陸險隨雙雖響頁項順須預領顏願顧顯餐館驚髮鬥魚鳥麗麥黃齊龍歷據擇擊損換報場壞壓夠夢奮婦孫寧審寫" +
        "將專尋導層島師帶幫幣廠廣張強彈彙彎徑復微態慣憶應戰戲戶執擔擴擺攝數敵斷晉曆標檔檢櫃殺淚減滅滿漸濟濤燒爐狀獎瑪瘋盜眾碼禍禿範紀約純" +
        "絕維縣繪罷羅義聽肅膽臉臨莊華葉葯蓋薦處補製訂討託訴診詞詢誌誠誰諾謝譯贈趕跡蹟軌軟較載輔輪辭遞鄰鈴銀銷鍋鎮鏡鑰閃閒闆闊隱雜雞頂額飲養駛騎鬆鮮鹽";

    private const int First = 0x4E00;

    private static readonly ulong[] s_traditional = Index(Traditional);

    /// <summary>Whether a character is written so in traditional Chinese, and differently in simplified.</summary>
    public static bool IsTraditional(int codePoint)
    {
        var index = codePoint - First;
        var word = index >> 6;
        return (uint)word < (uint)s_traditional.Length && (s_traditional[word] & (1UL << index)) != 0;
    }

    private static ulong[] Index(string characters)
    {
        var bits = new ulong[0x5200 / 64];
        foreach (var rune in characters.EnumerateRunes())
            bits[(rune.Value - First) >> 6] |= 1UL << (rune.Value - First);
        return bits;
    }
}
